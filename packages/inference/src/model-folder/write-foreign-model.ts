import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { huggingFaceDecoderGraph, llamaDecoderGraph, slotsDecoderModel } from '@trialogue/onnx'
import { type TinyModel, tinyTokenizer } from '../tiny-model.ts'
import { withHalfCaches, withPositionIds } from './onnx-fixture.ts'

type Files = Readonly<Record<string, Uint8Array | object>>

/** For tests: the folders of other publishers, with a tiny model in them. */
const foreignFolders = {
  /** One ONNX file per precision, weights beside some of them; plain attention, positions are an input. */
  'onnx-community': (tiny: TinyModel): Files => {
    const { config, parameters } = tiny
    const graph = llamaDecoderGraph(config, parameters, 'single', { attention: 'standard' })
    return {
      ...commonFiles(tiny),
      'config.json': { model_type: 'llama', eos_token_id: 1, max_position_embeddings: config.contextLength },
      'onnx/model.onnx': graph,
      'onnx/model_fp16.onnx': withHalfCaches(graph),
      ...inTwoFiles(tiny, 'q4', 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data'),
      ...inTwoFiles(tiny, 'q8', 'onnx/model_quantized.onnx', 'onnx/model_quantized.onnx_data'),
    }
  },
  /** As newer exports of onnx-community are: grouped-query attention, positions are an input. */
  'onnx-community, grouped queries': (tiny: TinyModel): Files => {
    const { config, parameters } = tiny
    const { hiddenSize } = config
    const graph = llamaDecoderGraph(config, parameters, 'single')
    return {
      ...commonFiles(tiny),
      'config.json': { model_type: 'llama', eos_token_id: 1, max_position_embeddings: config.contextLength },
      'onnx/model.onnx': withPositionIds(graph, [hiddenSize, hiddenSize, hiddenSize]),
    }
  },
  /** One ONNX file at the root; the attention operator works out positions by itself. */
  'onnxruntime-genai': (tiny: TinyModel): Files => ({
    ...commonFiles(tiny),
    ...inTwoFiles(tiny, 'fp32', 'model.onnx', 'model.onnx.data'),
    'genai_config.json': {
      model: {
        type: 'llama',
        context_length: tiny.config.contextLength,
        eos_token_id: [1, 5],
        decoder: {
          filename: 'model.onnx',
          inputs: {
            input_ids: 'input_ids',
            attention_mask: 'attention_mask',
            past_key_names: 'past_key_values.%d.key',
            past_value_names: 'past_key_values.%d.value',
          },
          outputs: {
            logits: 'logits',
            present_key_names: 'present.%d.key',
            present_value_names: 'present.%d.value',
          },
        },
      },
      search: { past_present_share_buffer: true },
    },
  }),
} as const

type ForeignLayout = keyof typeof foreignFolders

export const foreignLayouts: readonly ForeignLayout[] = [
  'onnx-community',
  'onnx-community, grouped queries',
  'onnxruntime-genai',
]

export async function writeForeignModel(
  folder: string,
  layout: ForeignLayout,
  tiny: TinyModel,
): Promise<void> {
  for (const [path, content] of Object.entries(foreignFolders[layout](tiny))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    const bytes = content instanceof Uint8Array ? content : JSON.stringify(content)
    await writeFile(join(folder, path), bytes)
  }
}

function commonFiles({ specialTokens }: TinyModel): Files {
  const [begin, end] = specialTokens
  return {
    'tokenizer.json': tinyTokenizer(),
    'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', add_bos_token: true },
    'special_tokens_map.json': { bos_token: { content: begin }, eos_token: end },
  }
}

function inTwoFiles(
  { config, parameters }: TinyModel,
  precision: 'fp32' | 'q8' | 'q4',
  graphPath: string,
  dataPath: string,
): Files {
  const options = { precision, accuracyLevel: 1, dataFile: dataPath.split('/').at(-1) ?? dataPath } as const
  return {
    [graphPath]: huggingFaceDecoderGraph(config, options),
    [dataPath]: slotsDecoderModel(config, parameters, options).data,
  }
}
