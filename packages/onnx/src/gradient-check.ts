import { InferenceSession, Tensor } from 'onnxruntime-node'

/** Feeds of one run: name → data and shape. */
export type Feeds = Readonly<Record<string, { data: FeedData; shape: readonly number[] }>>

type FeedData = Float32Array | BigInt64Array | Int32Array

export type GraphRunner = (feeds: Feeds) => Promise<Record<string, Float32Array>>

/** Seeded numbers, roughly normal (the sum of twelve uniform ones), for tests only. */
export function createNoise(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return () => {
    let sum = -6
    for (let count = 0; count < 12; count += 1) sum += uniform()
    return sum
  }
}

function toTensor(data: FeedData, shape: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape)
  return data instanceof Int32Array ? new Tensor('int32', data, shape) : new Tensor('int64', data, shape)
}

/** Loads a graph, or the file at a path, in ONNX Runtime; every run returns all its float outputs. */
export async function loadGraph(model: Uint8Array | string): Promise<GraphRunner> {
  const options = { intraOpNumThreads: 1, logSeverityLevel: 3 } as const
  const session = await (typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options))
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(([name, { data, shape }]): [string, Tensor] => [
      name,
      toTensor(data, shape),
    ])
    const outputs = await session.run(Object.fromEntries(tensors))
    const floats = Object.entries(outputs).flatMap(([name, { data }]): [string, Float32Array][] =>
      data instanceof Float32Array ? [[name, data]] : [],
    )
    return Object.fromEntries(floats)
  }
}

/**
 * How far a gradient is from the slope of the loss along one direction: |expected − measured| over
 * their sum. The direction is noise plus the gradient itself, so that a gradient that is merely too
 * short or misses a part shows as well.
 */
export async function gradientError(
  runner: GraphRunner,
  feeds: Feeds,
  parameter: string,
  gradient: Float32Array,
  noise: () => number,
): Promise<number> {
  const fed = feeds[parameter]
  if (!fed || !(fed.data instanceof Float32Array)) throw new Error(`"${parameter}" is not fed as floats.`)
  const { data, shape } = fed
  const length = Math.hypot(...gradient) + 1e-12
  const direction = gradient.map((slope) => noise() / Math.sqrt(gradient.length) + slope / length)
  const expected = direction.reduce((sum, step, index) => sum + step * (gradient[index] ?? 0), 0)
  const step = 3e-3
  const lossAt = async (distance: number) => {
    const moved = data.map((value, index) => value + distance * (direction[index] ?? 0))
    const outputs = await runner({ ...feeds, [parameter]: { data: moved, shape } })
    return outputs['loss']?.[0] ?? Number.NaN
  }
  const measured = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step)
  return Math.abs(expected - measured) / (Math.abs(expected) + Math.abs(measured) + 1e-6)
}
