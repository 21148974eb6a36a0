import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findModels, removeModel } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'
import { readConfig } from '../config.ts'
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
  try {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
    const [id, ...others] = positionals
    if (id !== undefined && others.length === 0) return id
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('INVALID_REQUEST', `${reason}\n\n${usage}`)
  }
  throw new AppError('INVALID_REQUEST', `One model's id is needed.\n\n${usage}`)
}
