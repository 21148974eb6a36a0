import {
  type DecoderConfig,
  decoderParameters,
  gradientName,
  llamaTrainingGraph,
  type ParameterSpec,
  type Trainable,
  trainableParameters,
} from '@trialogue/onnx'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Parameters } from '../parameters.ts'
import type { Batch } from '../session.ts'

export type TuningSessionOptions = {
  readonly config: DecoderConfig
  /** The model; the parts that the method trains in full are taken from `adapter` instead. */
  readonly parameters: Parameters
  readonly method: Trainable
  /** Read at each run, so that changing the arrays in place tunes the model: they are never copied. */
  readonly adapter: Parameters
  readonly batchSize: number
  /** Tokens in one row, without a soft prompt. */
  readonly length: number
  readonly withGradients: boolean
  /** More than one only helps on cores that are otherwise idle. Default: 1. */
  readonly threads?: number
  /** Execution providers of ONNX Runtime in order of preference. Default: cpu. */
  readonly providers?: readonly string[]
}

export type TuningSession = {
  readonly batch: Batch
  /** Overwritten by each run; empty when the session was made without gradients. */
  readonly gradients: Parameters
  /** Computes the loss of `batch` in nats, and the gradients. Blocks this thread while it runs. */
  run(): Promise<number>
  release(): Promise<void>
}

function inputSpecs(config: DecoderConfig, method: Trainable): ParameterSpec[] {
  const decoder = decoderParameters(config)
  return method.kind === 'full' ? decoder : [...decoder, ...trainableParameters(config, method)]
}

/**
 * A model and an adapter in ONNX Runtime: the session of tuning, as `session.ts` is that of training.
 * Throws when a tensor is missing or has another size.
 */
export async function createTuningSession(options: TuningSessionOptions): Promise<TuningSession> {
  const { config, parameters, method, adapter, batchSize, length, withGradients } = options
  const feeds: Record<string, Tensor> = {}
  for (const { name, shape } of inputSpecs(config, method)) {
    const data = adapter.get(name) ?? parameters.get(name)
    if (!data) throw new Error(`The tensor "${name}" is missing: model and adapter do not belong together.`)
    feeds[name] = new Tensor('float32', data, shape)
  }
  const rows = batchSize * length
  const batch: Batch = {
    ids: new BigInt64Array(rows),
    labels: new BigInt64Array(rows),
    weights: new Float32Array(rows),
  }
  feeds['ids'] = new Tensor('int64', batch.ids, [rows])
  feeds['labels'] = new Tensor('int64', batch.labels, [rows])
  feeds['weights'] = new Tensor('float32', batch.weights, [rows])
  const loss = new Float32Array(1)
  const fetches: Record<string, Tensor> = { loss: new Tensor('float32', loss, []) }
  const gradients = new Map<string, Float32Array>()
  for (const { name, shape } of withGradients ? trainableParameters(config, method) : []) {
    const gradient = new Float32Array(feeds[name]?.size ?? 0)
    gradients.set(name, gradient)
    fetches[gradientName(name)] = new Tensor('float32', gradient, shape)
  }
  const graph = llamaTrainingGraph(config, { batchSize, length, withGradients, trainable: method })
  const session = await InferenceSession.create(graph, {
    executionProviders: options.providers ?? ['cpu'],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  })
  return {
    batch,
    gradients,
    run: async () => {
      await session.run(feeds, fetches)
      return loss[0] ?? Number.NaN
    },
    release: () => session.release(),
  }
}
