import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type ImportOptions,
  type ImportPlan,
  type ImportProgress,
  importModel,
  planImport,
  weightPrecisions,
} from '@trialogue/catalogue'
import { AppError, modelKindSchema } from '@trialogue/contract'
import { readConfig } from '../config.ts'
import { chooseWord, invalidUse } from './read-option.ts'

const usage = `trialogue models import <folder> [options]
  --id <id>           Id of the model (default: from the folder's name)
  --name <name>       Name that people see (default: the folder's name)
  --kind <kind>       ${modelKindSchema.options.join(', ')} (default: base without a chat template, else instruct or dialog)
  --precision <p>     ${weightPrecisions.join(', ')} (default: q8)
  --dry-run           Says what would happen and how much space it takes`

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        id: { type: 'string' },
        name: { type: 'string' },
        kind: { type: 'string' },
        precision: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    throw invalidUse(thrown instanceof Error ? thrown.message : String(thrown), usage)
  }
}

function readOptions(args: readonly string[]): { options: ImportOptions; isDryRun: boolean } {
  const { values, positionals } = parse(args)
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw invalidUse('One folder is needed.', usage)
  const options = {
    folder,
    modelsFolder: join(readConfig().dataDir, 'models'),
    id: values.id,
    name: values.name,
    kind: chooseWord('kind', values.kind, modelKindSchema.options, usage) ?? undefined,
    precision: chooseWord('precision', values.precision, weightPrecisions, usage) ?? undefined,
  }
  return { options, isDryRun: values['dry-run'] }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

function tell({ action, description, destination, sizeBytes, precision }: ImportPlan): void {
  const { id, name, kind, parameterCount, contextLength, licence } = description
  const how = action === 'convert' ? `converted to ${precision}` : 'copied as it is'
  console.log(
    `${name} (${id}): ${kind}, ${(parameterCount / 1e6).toFixed(1)} million parameters, licence ${licence}`,
  )
  console.log(`  ${how}, context of ${contextLength} tokens, about ${megabytes(sizeBytes)}`)
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
    const line = `${step} % of ${megabytes(totalBytes)}`
    process.stderr.write(isTTY ? `\r${line}${step === 100 ? '\n' : ''}` : `${line}\n`)
  }
}

/** Aborts at Ctrl+C, so that nothing half-made is left behind. */
function abortOnSignal(): AbortSignal {
  const abort = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => abort.abort(new AppError('INVALID_REQUEST', 'Stopped. Nothing was imported.')))
  }
  return abort.signal
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
    const { manifest } = await importModel(options, { onProgress: progressLine(), signal: abortOnSignal() })
    console.log(`Imported ${manifest.id}. A running Trialogue shows it at once.`)
  },
}
