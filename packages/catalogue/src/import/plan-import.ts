import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, type ModelManifest } from '@trialogue/contract'
import { parameterCount, planConversion, readDecoderConfig, type WeightPrecision } from '@trialogue/onnx'
import { findModels } from '../find-models.ts'
import { freeDiskBytes } from '../free-disk-bytes.ts'
import { describeImport, type ImportNames, type ModelFacts } from './describe-import.ts'
import { diskFull, refused, toImportError } from './import-error.ts'
import { listOnnxFiles, type SourceFile } from './list-onnx-files.ts'
import { isObject, readSourceJson } from './read-source-json.ts'

export interface ImportOptions extends ImportNames {
  /** Holds a checkpoint (config.json, tokenizer.json, safetensors) or ONNX files in Hugging Face's layout. */
  readonly folder: string
  /** Where imported models live, one folder each. */
  readonly modelsFolder: string
  /** How weights are stored. Default `q8`; not for ONNX files, which are copied as they are. */
  readonly precision?: WeightPrecision | undefined
}

export interface ImportPlan {
  /** `convert` makes an ONNX file of a checkpoint, `copy` takes ONNX files as they are. */
  readonly action: 'convert' | 'copy'
  readonly description: Omit<ModelManifest, 'files' | 'formatVersion'>
  /** The folder that will be made. */
  readonly destination: string
  /** Bytes of the model's files. */
  readonly sizeBytes: number
  readonly precision: WeightPrecision
  /** The files of a `copy`. */
  readonly files: readonly SourceFile[]
}

type Source = Pick<ImportPlan, 'action' | 'sizeBytes' | 'files'> & { readonly facts: ModelFacts }

/** Bytes that a weight takes, by what the name of an ONNX file ends in. */
const weightSizes: readonly (readonly [ending: RegExp, bytes: number])[] = [
  [/(q4f16|q4|bnb4|int4)\.onnx/, 0.6],
  [/(int8|uint8|quantized|q8)\.onnx/, 1],
  [/fp16\.onnx/, 2],
  [/\.onnx/, 4],
]

/** About how many weights there are: of the largest file, as its name tells how many bytes a weight has. */
function estimateParameters(files: readonly SourceFile[]): number {
  const [largest] = files
    .filter(({ path }) => path.includes('.onnx'))
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes)
  const [, bytes = 4] = weightSizes.find(([ending]) => ending.test(largest?.path ?? '')) ?? []
  return Math.max(1, Math.round((largest?.sizeBytes ?? 0) / bytes))
}

async function readOnnxSource(folder: string, files: readonly SourceFile[]): Promise<Source> {
  const config = await readSourceJson(folder, 'config.json')
  const { model: genai } = await readSourceJson(folder, 'genai_config.json')
  const lengths = [
    config['max_position_embeddings'],
    config['n_positions'],
    isObject(genai) ? genai['context_length'] : undefined,
  ]
  const contextLength = lengths.find(
    (length): length is number => Number.isSafeInteger(length) && Number(length) > 0,
  )
  if (contextLength === undefined) {
    throw refused(
      'config.json does not tell max_position_embeddings: the longest text that the model can read.',
    )
  }
  let weights = estimateParameters(files)
  try {
    weights = parameterCount(readDecoderConfig(config))
  } catch {
    // An architecture that is only known to whoever made the file: the estimate has to do.
  }
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return {
    action: 'copy',
    files,
    sizeBytes,
    facts: { parameterCount: weights, contextLength, storage: 'ONNX' },
  }
}

async function readSource({ folder, precision }: ImportOptions, chosen: WeightPrecision): Promise<Source> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new AppError('NOT_FOUND', `There is no folder ${folder}.`, { cause })
  })
  const onnxFiles = names.some((name) => name.endsWith('.safetensors')) ? null : await listOnnxFiles(folder)
  if (onnxFiles) {
    if (precision === undefined) return readOnnxSource(folder, onnxFiles)
    throw refused('The folder holds ONNX files, which are copied as they are. Leave --precision out.')
  }
  const plan = await planConversion({ folder, precision: chosen }).catch((thrown: unknown) => {
    throw toImportError(thrown)
  })
  const copied = await Promise.all(
    plan.copiedFiles.map(async (name) => (await stat(join(folder, name))).size),
  )
  return {
    action: 'convert',
    files: [],
    sizeBytes: copied.reduce((sum, size) => sum + size, plan.sizeBytes),
    facts: {
      parameterCount: parameterCount(plan.config),
      contextLength: plan.config.contextLength,
      storage: `weights in ${chosen}`,
    },
  }
}

/**
 * Looks at a folder and says what importing it would do; writes nothing. Throws NOT_FOUND, INVALID_REQUEST for what is
 * not supported, MODEL_CORRUPT for what is damaged, CONFLICT for an id that is taken, DISK_FULL.
 */
export async function planImport(options: ImportOptions): Promise<ImportPlan> {
  const { folder, modelsFolder, precision = 'q8' } = options
  const { facts, ...source } = await readSource(options, precision)
  const description = await describeImport(folder, options, facts)
  const { id } = description
  const destination = join(modelsFolder, id.replace(/[^A-Za-z0-9._-]+/g, '-'))
  const { models } = await findModels(modelsFolder)
  const isTaken = models.some(({ manifest, folder: other }) => manifest.id === id || other === destination)
  if (isTaken || (await stat(destination).catch(() => null)) !== null) {
    throw new AppError('CONFLICT', `There is a model “${id}” already. Choose another id with --id.`, {
      details: { modelId: id },
    })
  }
  const free = await freeDiskBytes(modelsFolder)
  if (free < source.sizeBytes) {
    throw diskFull(
      `The model needs ${source.sizeBytes} bytes, and the disk has ${free} left. Make room first.`,
    )
  }
  return { ...source, description, destination, precision }
}
