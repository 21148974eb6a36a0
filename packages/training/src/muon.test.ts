import { type DecoderConfig, decoderParameters, elementCount } from '@trialogue/onnx'
import { afterEach, describe, expect, it } from 'vitest'
import { zeroMoments } from './adamw.ts'
import { createRandom } from './corpus/random.ts'
import { createMuon } from './muon.ts'
import type { Optimizer } from './optimizer.ts'
import { initializeParameters, type Parameters } from './parameters.ts'
import { tinyConfig, tinyConfigWithEverything } from './tiny-config.ts'

const RATE = 0.01

function randomGradients(config: DecoderConfig): Parameters {
  const { unit } = createRandom(8)
  return new Map(
    decoderParameters(config).map(({ name, shape }) => [
      name,
      Float32Array.from({ length: elementCount(shape) }, () => unit() - 0.5),
    ]),
  )
}

/** The columns `from` … `from + count` of a packed matrix as rows of numbers. */
function columnsOf(data: Float32Array, stride: number, from: number, count: number): number[][] {
  return Array.from({ length: data.length / stride }, (_, row) => [
    ...data.subarray(row * stride + from, row * stride + from + count),
  ])
}

/** M·Mᵀ for a matrix that is not taller than wide, else Mᵀ·M. */
function gram(matrix: number[][]): number[][] {
  const width = matrix[0]?.length ?? 0
  const rows =
    matrix.length <= width
      ? matrix
      : Array.from({ length: width }, (_, column) => matrix.map((row) => row[column] ?? 0))
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
  return rows.map((a) => rows.map((b) => dot(a, b)))
}

describe('Muon', () => {
  let optimizer: Optimizer | undefined
  afterEach(() => optimizer?.release())

  /** Where one step leads from zero. */
  async function update(config: DecoderConfig): Promise<Parameters> {
    const parameters = initializeParameters(config, 4)
    for (const data of parameters.values()) data.fill(0)
    optimizer = await createMuon(config, parameters, { stepsDone: 0, moments: zeroMoments(parameters) }, 1)
    await optimizer.step(randomGradients(config), RATE)
    return parameters
  }

  it.each([
    ['key', tinyConfig, 'attention.query_key_value', 48, 16, 16],
    ['attention output', tinyConfig, 'attention.output', 16, 0, 16],
    ['up', tinyConfig, 'feed_forward.gate_up', 48, 24, 24],
    ['down', tinyConfig, 'feed_forward.down', 16, 0, 16],
    ['query of grouped heads', tinyConfigWithEverything, 'attention.query_key_value', 32, 0, 16],
    ['key of grouped heads', tinyConfigWithEverything, 'attention.query_key_value', 32, 16, 8],
    ['value of grouped heads', tinyConfigWithEverything, 'attention.query_key_value', 32, 24, 8],
  ])(
    'moves each matrix by a nearly orthogonal step of the size of the rate: %s',
    async (_, config, name, stride, from, count) => {
      const parameters = await update(config)
      const moved = columnsOf(parameters.get(`layers.1.${name}`) ?? new Float32Array(), stride, from, count)
      const scale = RATE * 0.2 * Math.sqrt(Math.max(moved.length, count))
      gram(moved).forEach((row, at) => {
        row.forEach((value, other) => {
          const relative = value / scale ** 2
          if (at === other) expect(relative).toBeGreaterThan(0.2)
          expect(Math.abs(relative - (at === other ? 1 : 0))).toBeLessThan(0.6)
        })
      })
    },
  )

  it('moves gains, biases, embedding and head as AdamW does: every element by the rate', async () => {
    const parameters = await update(tinyConfigWithEverything)
    for (const name of [
      'embedding',
      'head',
      'final_norm',
      'layers.1.attention_norm',
      'layers.1.attention.query_key_value_bias',
    ])
      for (const value of parameters.get(name) ?? []) expect(Math.abs(value), name).toBeCloseTo(RATE, 4)
  })

  it.each([
    ['plain', tinyConfig],
    ['with everything', tinyConfigWithEverything],
  ])('moves every parameter against its gradient: %s', async (_, config) => {
    const parameters = await update(config)
    const gradients = randomGradients(config)
    for (const [name, data] of parameters) {
      const gradient = gradients.get(name) ?? new Float32Array()
      expect(
        data.reduce((sum, value, at) => sum + value * (gradient[at] ?? 0), 0),
        name,
      ).toBeLessThan(0)
    }
  })
})
