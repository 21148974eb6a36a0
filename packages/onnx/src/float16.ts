const singleView = new Float32Array(1)
const bitsView = new Uint32Array(singleView.buffer)

/** The bits of the half-precision number nearest to `value` (IEEE 754 binary16, ties to even). */
function halfBits(value: number): number {
  singleView[0] = value
  const bits = bitsView[0] ?? 0
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude >= 0x7f800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00)
  if (magnitude >= 0x47800000) return sign | 0x7c00
  if (magnitude < 0x38800000) {
    // Subnormal: a multiple of 2^-24. Rounding up to 1024 lands on the smallest normal number, as it should.
    const scaled = Math.abs(value) * 2 ** 24
    const floor = Math.floor(scaled)
    const rest = scaled - floor
    const roundsUp = rest > 0.5 || (rest === 0.5 && floor % 2 === 1)
    return sign | (roundsUp ? floor + 1 : floor)
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1)
  return sign | ((rounded - 0x38000000) >>> 13)
}

/** Rounds single precision to half precision; numbers beyond 65504 become infinite. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint16Array(values.length)
  for (let index = 0; index < bits.length; index += 1) bits[index] = halfBits(values[index] ?? 0)
  return bits
}

function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Every number of half precision, by its bits: models have millions of them. */
let allNumbers: Float32Array | undefined

/** Widens half precision to single precision, exactly. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  allNumbers ??= Float32Array.from({ length: 0x10000 }, (_, pattern) => fromHalfBits(pattern))
  const values = new Float32Array(bits.length)
  for (let index = 0; index < values.length; index += 1) values[index] = allNumbers[bits[index] ?? 0] ?? 0
  return values
}

/** Widens bfloat16, the upper half of single precision, exactly. */
export function fromBfloat16(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length)
  for (let index = 0; index < words.length; index += 1) words[index] = (bits[index] ?? 0) << 16
  return new Float32Array(words.buffer)
}
