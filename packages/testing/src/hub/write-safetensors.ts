/** A tensor of random weights. */
export interface RandomTensor {
  readonly name: string
  readonly shape: readonly number[]
}

/** Numbers that look random and are the same every time: a linear congruential generator (Numerical Recipes). */
function createNoise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

/**
 * A checkpoint of random weights in single precision; gains are one. Format: https://huggingface.co/docs/safetensors
 */
export function writeSafetensors(tensors: readonly RandomTensor[], seed: number): Buffer {
  const noise = createNoise(seed)
  let end = 0
  const places: [string, object][] = []
  const contents: Uint8Array[] = []
  for (const { name, shape } of tensors) {
    const count = shape.reduce((product, size) => product * size, 1)
    const data = Float32Array.from({ length: count }, () => (shape.length === 1 ? 1 : 0.1 * noise()))
    const bytes = new Uint8Array(data.buffer)
    places.push([name, { dtype: 'F32', shape, data_offsets: [end, end + bytes.length] }])
    contents.push(bytes)
    end += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(places) }))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, ...contents])
}
