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
import type { Parameters } from './parameters.ts'

/** What one run reads: filled in place before each `run`. Positions with weight 0 are ignored. */
export type Batch = {
  readonly ids: BigInt64Array
  readonly labels: BigInt64Array
  readonly weights: Float32Array
}

export type TrainerSession = {
  readonly batch: Batch
  /** Of what the method trains. Overwritten by each run; empty when the session was made without gradients. */
  readonly gradients: Parameters
  /** Computes the loss of `batch` in nats, and the gradients. Blocks this thread while it runs. */
  run(): Promise<number>
  release(): Promise<void>
}

type SessionOptions = {
  readonly config: DecoderConfig
  readonly method: Trainable
  /** The model; what the method trains in full is taken from `adapter` instead. */
  readonly parameters: Parameters
  /** What the method trains. Read at each run, so that changing the arrays in place trains: they are never copied. */
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

function inputSpecs(config: DecoderConfig, method: Trainable): ParameterSpec[] {
  const decoder = decoderParameters(config)
  return method.kind === 'full' ? decoder : [...decoder, ...trainableParameters(config, method)]
}

/**
 * A model in ONNX Runtime that is trained, in full or by an adapter. Its tensors are inputs that share memory with
 * `parameters` and `adapter`; gradients are written straight into preallocated arrays. Throws when a tensor is missing
 * or has another size.
 */
export async function createTrainerSession(options: SessionOptions): Promise<TrainerSession> {
  const { config, parameters, method, adapter, batchSize, length, withGradients } = options
  const feeds: Record<string, Tensor> = {}
  for (const { name, shape } of inputSpecs(config, method)) {
    const data = adapter.get(name) ?? parameters.get(name)
    if (!data)
      throw new Error(`The tensor "${name}" is missing: shape, model and adapter do not belong together.`)
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
