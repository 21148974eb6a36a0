let table: Float32Array | null = null

/** Widens half-precision numbers (IEEE 754 binary16), given as their bits, into `target`. */
export function widenHalf(bits: Uint16Array, target: Float32Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => widen(half))
  for (let index = 0; index < bits.length; index++) target[index] = table[bits[index] ?? 0] ?? 0
  return target
}

function widen(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
