import { join } from 'node:path'
import {
  type ImportOptions,
  type ImportPlan,
  type ImportProgress,
  importModel,
  planImport,
  weightPrecisions,
} from '@trialogue/catalogue'
import { modelKindSchema } from '@trialogue/contract'
import { readConfig } from '../config.ts'
import { abortOnSignal } from './abort-on-signal.ts'
import { formatMegabytes } from './format-megabytes.ts'
import { chooseWord, invalidUse, parseWords } from './read-option.ts'

const usage = `trialogue models import <folder> [options]
  --id <id>           Id of the model (default: from the folder's name)
  --name <name>       Name that people see (default: the folder's name)
  --kind <kind>       ${modelKindSchema.options.join(', ')} (default: base without a chat template, else instruct or dialog)
  --precision <p>     ${weightPrecisions.join(', ')} (default: q8)
  --dry-run           Says what would happen and how much space it takes`

const options = {
  id: { type: 'string' },
  name: { type: 'string' },
  kind: { type: 'string' },
  precision: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const

function readOptions(args: readonly string[]): { options: ImportOptions; isDryRun: boolean } {
  const { values, positionals } = parseWords(args, options, usage)
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw invalidUse('One folder is needed.', usage)
  const importing = {
    folder,
    modelsFolder: join(readConfig().dataDir, 'models'),
    id: values.id,
    name: values.name,
    kind: chooseWord('kind', values.kind, modelKindSchema.options, usage) ?? undefined,
    precision: chooseWord('precision', values.precision, weightPrecisions, usage) ?? undefined,
  }
  return { options: importing, isDryRun: values['dry-run'] }
}

function tell({ action, description, destination, sizeBytes, precision }: ImportPlan): void {
  const { id, name, kind, parameterCount, contextLength, licence } = description
  const how = action === 'convert' ? `converted to ${precision}` : 'copied as it is'
  console.log(
    `${name} (${id}): ${kind}, ${(parameterCount / 1e6).toFixed(1)} million parameters, licence ${licence}`,
  )
  console.log(`  ${how}, context of ${contextLength} tokens, about ${formatMegabytes(sizeBytes)}`)
  console.log(`  into ${destination}`)
}

/** Shows progress on standard error: one line that changes on a terminal, a line for every tenth elsewhere. */
function progressLine(): (progress: ImportProgress) => void {
  const { isTTY } = process.stderr
  let shown = -1
  return ({ writtenBytes, totalBytes }) => {
    const percent = Math.floor((100 * writtenBytes) / totalBytes)
    const step = isTTY ? percent : Math.floor(percent / 10) * 10
    if (step <= shown) return
    shown = step
    const line = `${step} % of ${formatMegabytes(totalBytes)}`
    process.stderr.write(isTTY ? `\r${line}${step === 100 ? '\n' : ''}` : `${line}\n`)
  }
}

/** `trialogue models import <folder>`: makes a model of a folder on this machine. */
export const modelsImportCommand = {
  about: 'Imports a model from a folder: safetensors of the Llama family, or ONNX files.',
  async run(args: readonly string[]): Promise<void> {
    const { options, isDryRun } = readOptions(args)
    tell(await planImport(options))
    if (isDryRun) {
      console.log('Nothing was written: this was a dry run.')
      return
    }
    const { manifest } = await importModel(options, {
      onProgress: progressLine(),
      signal: abortOnSignal('Stopped. Nothing was imported.'),
    })
    console.log(`Imported ${manifest.id}. A running Trialogue shows it at once.`)
  },
}
