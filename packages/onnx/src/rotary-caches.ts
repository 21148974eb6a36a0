import { attentionShape, type DecoderConfig } from './decoder-config.ts'

/**
 * How far each pair of a head turns from one token to the next, in radians: RoFormer (Su et al. 2021,
 * https://arxiv.org/abs/2104.09864), slowed as Llama 3.1 does it where the configuration says so.
 */
function rotaryFrequencies(config: DecoderConfig): number[] {
  const { headSize } = attentionShape(config)
  const { ropeTheta, ropeScaling } = config
  const frequencies = Array.from({ length: headSize / 2 }, (_, pair) => ropeTheta ** ((-2 * pair) / headSize))
  if (!ropeScaling) return frequencies
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalContextLength } = ropeScaling
  return frequencies.map((frequency) => {
    const turns = (originalContextLength * frequency) / (2 * Math.PI)
    const share = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
    const kept = Math.min(1, Math.max(0, share))
    return kept * frequency + ((1 - kept) * frequency) / factor
  })
}

/** Cosines and sines of the rotation angles at every position: each [contextLength, headSize / 2]. */
export function rotaryCaches(config: DecoderConfig): { cosines: Float32Array; sines: Float32Array } {
  const frequencies = rotaryFrequencies(config)
  const size = config.contextLength * frequencies.length
  const cosines = new Float32Array(size)
  const sines = new Float32Array(size)
  for (let position = 0; position < config.contextLength; position += 1) {
    frequencies.forEach((frequency, pair) => {
      const index = position * frequencies.length + pair
      cosines[index] = Math.cos(position * frequency)
      sines[index] = Math.sin(position * frequency)
    })
  }
  return { cosines, sines }
}
