import { type DecoderConfig, decoderParameters, gradientName, llamaTrainingGraph } from '@trialogue/onnx'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Parameters } from './parameters.ts'

/** What one run reads: filled in place before each `run`. Positions with weight 0 are ignored. */
export type Batch = {
  readonly ids: BigInt64Array
  readonly labels: BigInt64Array
  readonly weights: Float32Array
}

export type TrainerSession = {
  readonly batchSize: number
  readonly length: number
  readonly batch: Batch
  /** Overwritten by each run; empty when the session was made without gradients. */
  readonly gradients: Parameters
  /** Computes the loss of `batch` in nats, and the gradients. Blocks this thread while it runs. */
  run(): Promise<number>
  release(): Promise<void>
}

type SessionOptions = {
  readonly config: DecoderConfig
  /** Read at each run, so that changing the arrays in place trains the model: they are never copied. */
  readonly parameters: Parameters
  readonly batchSize: number
  readonly length: number
  readonly threads: number
  readonly withGradients: boolean
}

/**
 * The only place where the trainer touches ONNX Runtime. Weights are inputs that share memory with
 * `parameters`; gradients are written straight into preallocated arrays.
 */
export async function createTrainerSession(options: SessionOptions): Promise<TrainerSession> {
  const { config, parameters, batchSize, length, withGradients } = options
  const graph = llamaTrainingGraph(config, { batchSize, length, withGradients })
  const session = await InferenceSession.create(graph, {
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  })
  const rows = batchSize * length
  const batch: Batch = {
    ids: new BigInt64Array(rows),
    labels: new BigInt64Array(rows),
    weights: new Float32Array(rows),
  }
  const loss = new Float32Array(1)
  const gradients = new Map<string, Float32Array>()
  const feeds: Record<string, Tensor> = {
    ids: new Tensor('int64', batch.ids, [rows]),
    labels: new Tensor('int64', batch.labels, [rows]),
    weights: new Tensor('float32', batch.weights, [rows]),
  }
  const fetches: Record<string, Tensor> = { loss: new Tensor('float32', loss, []) }
  for (const { name, shape } of decoderParameters(config)) {
    const data = parameters.get(name)
    if (!data) throw new Error(`The parameter "${name}" is missing: the checkpoint has another shape.`)
    feeds[name] = new Tensor('float32', data, shape)
    if (!withGradients) continue
    const gradient = new Float32Array(data.length)
    gradients.set(name, gradient)
    fetches[gradientName(name)] = new Tensor('float32', gradient, shape)
  }
  return {
    batchSize,
    length,
    batch,
    gradients,
    run: async () => {
      await session.run(feeds, fetches)
      return loss[0] ?? Number.NaN
    },
    release: () => session.release(),
  }
}
