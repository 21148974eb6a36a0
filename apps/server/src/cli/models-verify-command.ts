import { join } from 'node:path'
import { checkModel, findModels, type LocalModel } from '@trialogue/catalogue'
import { readConfig } from '../config.ts'
import { formatMegabytes } from './format-megabytes.ts'
import { invalidUse, parseWords } from './read-option.ts'
import { requireModel } from './require-model.ts'

const usage = `trialogue models verify [<id>]
  Without an id, all models of this machine.`

/** `trialogue models verify [<id>]`: reads all files again. The exit code is 1 where one is not what it was. */
export const modelsVerifyCommand = {
  about: 'Reads all files of one model, or of all, and compares them with what they must be.',
  async run(args: readonly string[]): Promise<void> {
    const id = readId(args)
    const { models, problems } = await findModels(join(readConfig().dataDir, 'models'))
    const chosen = id === null ? models : [requireModel(models, id)]
    let isWhole = true
    for (const model of chosen) isWhole = (await tell(model)) && isWhole
    for (const { folder, error } of id === null ? problems : []) {
      console.log(`FAILED  ${folder}: ${error.message}`)
      isWhole = false
    }
    if (!isWhole) process.exitCode = 1
  },
}

async function tell(model: LocalModel): Promise<boolean> {
  const { fileCount, sizeBytes, damaged } = await checkModel(model)
  const { id } = model.manifest
  if (damaged.length === 0) {
    console.log(`ok      ${id}: ${fileCount} files, ${formatMegabytes(sizeBytes)}`)
    return true
  }
  for (const { path, reason, message } of damaged)
    console.log(`FAILED  ${id}: ${path} (${reason}). ${message}`)
  return false
}

function readId(args: readonly string[]): string | null {
  const [id = null, ...others] = parseWords(args, {}, usage).positionals
  if (others.length > 0) throw invalidUse('One id at most.', usage)
  return id
}
