import type { PullPrecision } from '@trialogue/contract'
import { isAllowedFile } from './file-names.ts'
import type { RepositoryFile } from './repository-info.ts'

/** One way to have a repository's model: which of its files are needed, and what happens to them. */
export interface Variant {
  readonly precision: PullPrecision
  /** `use` takes an ONNX file as it is, `convert` makes one of the checkpoint. */
  readonly action: 'use' | 'convert'
  /** Those with the weights first. */
  readonly files: readonly RepositoryFile[]
  /** Of the files, those that hold weights. */
  readonly weightsBytes: number
}

/** What transformers.js and onnx-community call the same model in other precisions. */
const onnxFile = /^(?:onnx\/)?(?:model|decoder_model_merged)(?:_([a-z0-9]+))?\.onnx$/
const suffixes: Readonly<Record<string, PullPrecision>> = {
  '': 'fp32',
  fp16: 'fp16',
  quantized: 'q8',
  int8: 'int8',
  q4: 'q4',
  q4f16: 'q4f16',
}

/** Parts of models that need more than one ONNX file: for images, sound, or a text that is encoded first. */
const partialModel =
  /(?:^|\/)(?:embed_tokens|encoder_model|vision_encoder|audio_encoder|decoder_with_past_model)/

/** How text becomes tokens, when it ends, what may be done with it. */
const companion =
  /^(?:(?:config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|chat_template|vocab)\.json|chat_template\.jinja|merges\.txt|README\.md|LICENSE(?:\.(?:txt|md))?)$/

const singleCheckpoint = 'model.safetensors'
const checkpointPart = /^model-\d{5}-of-(\d{5})\.safetensors$/
const checkpointIndex = 'model.safetensors.index.json'

/** Which precisions a checkpoint can be converted to, best first for a processor. */
const convertible: readonly PullPrecision[] = ['q8', 'q4', 'fp32', 'fp16']

export interface VariantRules {
  /** Whether a checkpoint of this architecture can be converted. */
  readonly isConvertible: boolean
  /** Whether a conversion is preferred to an ONNX file in the same precision. */
  readonly prefersCheckpoint: boolean
}

/**
 * What a repository offers. An ONNX file is preferred to a conversion into the same precision: it is smaller to fetch
 * and needs no work.
 */
export function listVariants(
  files: readonly RepositoryFile[],
  { isConvertible, prefersCheckpoint }: VariantRules,
): readonly Variant[] {
  const usable = files.filter(({ path }) => isAllowedFile(path))
  const companions = usable.filter(({ path }) => companion.test(path))
  if (!companions.some(({ path }) => path === 'tokenizer.json')) return []
  const variants = new Map<PullPrecision, Variant>()
  const add = (precision: PullPrecision, action: Variant['action'], weights: readonly RepositoryFile[]) => {
    if (variants.has(precision)) return
    const weightsBytes = weights.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    variants.set(precision, { precision, action, files: [...weights, ...companions], weightsBytes })
  }
  const addCheckpoint = () => {
    const checkpoint = isConvertible ? checkpointFiles(usable) : []
    if (checkpoint.length > 0) for (const precision of convertible) add(precision, 'convert', checkpoint)
  }
  const addGraphs = () => {
    if (files.some(({ path }) => partialModel.test(path))) return
    for (const graph of usable) {
      const match = onnxFile.exec(graph.path)
      const precision = match === null ? undefined : suffixes[match[1] ?? '']
      if (precision !== undefined) add(precision, 'use', [graph, ...weightsOf(graph.path, usable)])
    }
  }
  for (const addSome of prefersCheckpoint ? [addCheckpoint, addGraphs] : [addGraphs, addCheckpoint]) addSome()
  return [...variants.values()]
}

/** The files beside a graph that hold its weights: `model.onnx_data`, `model.onnx_data_1`, …, or `model.onnx.data`. */
function weightsOf(graph: string, files: readonly RepositoryFile[]): readonly RepositoryFile[] {
  return files.filter(
    ({ path }) => path.startsWith(graph) && /^(?:_data(?:_\d+)?|\.data)$/.test(path.slice(graph.length)),
  )
}

function checkpointFiles(files: readonly RepositoryFile[]): readonly RepositoryFile[] {
  const single = files.filter(({ path }) => path === singleCheckpoint)
  if (single.length > 0) return single
  const parts = files.filter(({ path }) => checkpointPart.test(path))
  const index = files.filter(({ path }) => path === checkpointIndex)
  // In the cache some of them may be missing.
  const count = Number(checkpointPart.exec(parts[0]?.path ?? '')?.[1] ?? 0)
  return count > 0 && parts.length === count && index.length > 0 ? [...parts, ...index] : []
}
