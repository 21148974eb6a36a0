import { AppError } from '@trialogue/contract'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelFolder } from '../model-folder.ts'
import type { Decoder, Sequence } from './decoder.ts'
import { toRuntimeError } from './runtime-error.ts'

type Tensors = Record<string, Tensor>

/**
 * Loads a decoder in Hugging Face's ONNX layout. `threads` compute one operation together.
 * Throws MODEL_LOAD_FAILED, or OUT_OF_MEMORY.
 */
export async function openOnnxDecoder(model: ModelFolder, threads: number): Promise<Decoder> {
  const session = await InferenceSession.create(model.graphPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Threads that wait without sleeping take the cores from the other models.
    extra: { session: { 'intra_op.allow_spinning': '0', 'inter_op.allow_spinning': '0' } },
  }).catch((thrown: unknown) => {
    const message = 'The model cannot be loaded: its ONNX file is damaged or not supported. Install it again.'
    throw toRuntimeError(thrown, 'MODEL_LOAD_FAILED', message)
  })
  const cacheNames = Array.from({ length: model.cache.layers }, (_, layer) => [
    `${layer}.key`,
    `${layer}.value`,
  ]).flat()
  checkInputs(session, cacheNames)
  return {
    executionProvider: 'cpu',
    open: () => openSequence(session, model.cache, cacheNames),
    dispose: () => session.release(),
  }
}

/**
 * The plain way to keep keys and values: those that one run returns are fed to the next. The time of a step grows with
 * the length of the sequence, but it works with every graph.
 */
function openSequence(
  session: InferenceSession,
  cache: ModelFolder['cache'],
  cacheNames: readonly string[],
): Sequence {
  const empty = new Tensor('float32', new Float32Array(0), [1, cache.heads, 0, cache.headSize])
  let past = cacheNames.map((name): [string, Tensor] => [name, empty])
  let length = 0
  return {
    get length() {
      return length
    },
    async append(tokenIds) {
      const start = length
      const feeds: Tensors = { input_ids: integers(tokenIds) }
      if (session.inputNames.includes('attention_mask')) {
        feeds['attention_mask'] = integers(new Array<number>(start + tokenIds.length).fill(1))
      }
      if (session.inputNames.includes('position_ids')) {
        feeds['position_ids'] = integers(tokenIds.map((_, index) => start + index))
      }
      for (const [name, tensor] of past) feeds[`past_key_values.${name}`] = tensor
      const outputs: Tensors = await session.run(feeds).catch((thrown: unknown) => {
        const message = 'ONNX Runtime could not run the model. The server log has the details.'
        throw toRuntimeError(thrown, 'GENERATION_FAILED', message)
      })
      past = cacheNames.map((name) => [name, outputOf(outputs, `present.${name}`)])
      length += tokenIds.length
      return lastRow(outputOf(outputs, 'logits'))
    },
  }
}

/** An int64 tensor [1, length]. */
function integers(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
}

/** The logits [vocabulary] after the last token, of logits [1, tokens, vocabulary]. */
function lastRow(logits: Tensor): Float32Array {
  const { data } = logits
  const vocabulary = logits.dims.at(-1)
  if (data instanceof Float32Array && vocabulary) return data.subarray(data.length - vocabulary)
  throw new AppError('GENERATION_FAILED', `The model gives its logits as ${logits.type}, not as float32.`)
}

function outputOf(outputs: Tensors, name: string): Tensor {
  const output = outputs[name]
  if (output !== undefined) return output
  throw new AppError('GENERATION_FAILED', `The model's ONNX file has no output "${name}".`)
}

function checkInputs(session: InferenceSession, cacheNames: readonly string[]): void {
  const known = [
    'input_ids',
    'attention_mask',
    'position_ids',
    ...cacheNames.map((name) => `past_key_values.${name}`),
  ]
  const unknown = session.inputNames.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  const message = `The model cannot be loaded: its ONNX file asks for inputs that are not supported (${unknown.join(', ')}).`
  throw new AppError('MODEL_LOAD_FAILED', message, { details: { inputs: unknown } })
}
