import { join } from 'node:path'
import { findModels, removeModel } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'
import { readConfig } from '../config.ts'
import { invalidUse, parseWords } from './read-option.ts'
import { requireModel } from './require-model.ts'

const usage = 'trialogue models remove <id>'

/** `trialogue models remove <id>`: takes a model that was imported or pulled away from the data folder. */
export const modelsRemoveCommand = {
  about: 'Removes an imported or pulled model. A running Trialogue ends it when nobody uses it any more.',
  async run(args: readonly string[]): Promise<void> {
    const id = readId(args)
    const { models } = await findModels(join(readConfig().dataDir, 'models'))
    const { folder, isBundled = false } = requireModel(models, id)
    if (isBundled) throw new AppError('INVALID_REQUEST', `${id} came with Trialogue and stays as it is.`)
    await removeModel(folder)
    console.log(`Removed ${id} from ${folder}`)
  },
}

function readId(args: readonly string[]): string {
  const [id, ...others] = parseWords(args, {}, usage).positionals
  if (id === undefined || others.length > 0) throw invalidUse("One model's id is needed.", usage)
  return id
}
