import { type DecoderConfig, decoderParameters, elementCount } from './decoder-config.ts'
import { llamaDecoderGraph } from './llama-decoder-graph.ts'

/**
 * A tiny decoder in single precision whose heads have this size, with fixed weights: what it gives depends on every token
 * that its attention looks at. As `llamaDecoderGraph` has it with grouped-query attention. RangeError for a head size
 * that the operator cannot turn.
 */
export function attentionProbeGraph(headSize: number): Uint8Array {
  const config: DecoderConfig = {
    vocabSize: 64,
    hiddenSize: 32,
    // What the first layer gets wrong the second one remembers.
    layerCount: 2,
    headCount: 2,
    keyValueHeadCount: 1,
    headSize,
    feedForwardSize: 32,
    ropeTheta: 10_000,
    normEpsilon: 1e-5,
    contextLength: 128,
  }
  const random = createRandom()
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => {
    const values = new Float32Array(elementCount(shape))
    // Gains of 1, and matrices in which nothing repeats.
    return [name, shape.length === 1 ? values.fill(1) : values.map(random)]
  })
  return llamaDecoderGraph(config, new Map(parameters), 'half', { attention: 'grouped-query' })
}

/** Always the same numbers between −0.6 and 0.6, which half precision holds: Mulberry32 by Tommy Ettinger. */
function createRandom(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    return Math.round((share * 2 - 1) * 0.6 * 256) / 256
  }
}
