import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecoderConfig } from '../decoder-config.ts'
import { type SlotsDecoderOptions, slotsDecoderGraph } from '../slots-decoder-graph.ts'
import { type WeightLayout, weightLayout } from '../weight-layout.ts'
import { damaged, unsupported } from './checkpoint-error.ts'
import { openCheckpoint } from './open-checkpoint.ts'
import { checkSources, parameterSources, type SourceTensor } from './parameter-sources.ts'
import { readDecoderConfig } from './read-decoder-config.ts'

/** What besides the weights belongs to a model: how text becomes tokens, when it ends, what may be done with it. */
const copiedFiles =
  /^(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|chat_template|vocab)\.json$|^(chat_template\.jinja|merges\.txt|README\.md|LICENSE(\.(txt|md))?)$/

export type ConversionPlan = {
  readonly config: DecoderConfig
  /** Bytes of all files that will be written. */
  readonly sizeBytes: number
  /** Names of the files that are copied as they are. */
  readonly copiedFiles: readonly string[]
  readonly layout: WeightLayout
  readonly sources: ReadonlyMap<string, readonly SourceTensor[]>
}

export type ConversionSource = Pick<SlotsDecoderOptions, 'precision' | 'accuracyLevel'> & {
  /** Holds config.json, tokenizer.json and safetensors files, as Hugging Face's transformers saves a model. */
  readonly folder: string
}

async function readConfig(folder: string): Promise<DecoderConfig> {
  const text = await readFile(join(folder, 'config.json'), 'utf8').catch((cause: unknown) => {
    throw damaged('The folder has no config.json that can be read.', cause)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw damaged('config.json is no JSON. Download it again.', cause)
  }
  return readDecoderConfig(json)
}

/** The layout and the size of the graph's file; what the operators cannot express is refused here. */
function planFiles(config: DecoderConfig, options: SlotsDecoderOptions) {
  try {
    const layout = weightLayout(config, options.precision)
    return { layout, sizeBytes: layout.sizeBytes + slotsDecoderGraph(config, options).byteLength }
  } catch (thrown) {
    throw thrown instanceof RangeError ? unsupported(thrown.message) : thrown
  }
}

/**
 * Looks at a checkpoint without reading its weights, and says what converting it would give. Throws CHECKPOINT_DAMAGED or
 * CHECKPOINT_UNSUPPORTED, naming what is wrong.
 */
export async function planConversion({ folder, ...options }: ConversionSource): Promise<ConversionPlan> {
  const config = await readConfig(folder)
  const names = await readdir(folder)
  if (!names.includes('tokenizer.json')) {
    throw unsupported(
      'The folder has no tokenizer.json. Save the tokenizer again with a recent version of transformers.',
    )
  }
  const { layout, sizeBytes } = planFiles(config, options)
  const sources = parameterSources(config)
  const checkpoint = await openCheckpoint(folder)
  try {
    checkSources(sources, checkpoint)
  } finally {
    await checkpoint.close()
  }
  return { config, sizeBytes, copiedFiles: names.filter((name) => copiedFiles.test(name)), layout, sources }
}
