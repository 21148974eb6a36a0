import { decoderParameters } from '@trialogue/onnx'
import { afterEach, describe, expect, it } from 'vitest'
import { zeroMoments } from './adamw.ts'
import { createRandom } from './corpus/random.ts'
import { createMuon } from './muon.ts'
import type { Optimizer } from './optimizer.ts'
import { initializeParameters, type Parameters } from './parameters.ts'
import { tinyConfig } from './tiny-config.ts'

const RATE = 0.01
const shapes = new Map(decoderParameters(tinyConfig).map(({ name, shape }) => [name, shape]))

function randomGradients(): Parameters {
  const { unit } = createRandom(8)
  return new Map(
    [...shapes].map(([name, [rows = 0, columns = 1]]) => {
      return [name, Float32Array.from({ length: rows * columns }, () => unit() - 0.5)]
    }),
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

  async function update(): Promise<Parameters> {
    const parameters = initializeParameters(tinyConfig, 4)
    for (const data of parameters.values()) data.fill(0)
    optimizer = await createMuon(
      tinyConfig,
      parameters,
      { stepsDone: 0, moments: zeroMoments(parameters) },
      1,
    )
    await optimizer.step(randomGradients(), RATE)
    return parameters
  }

  it.each([
    ['attention.query_key_value', 48, 16, 16],
    ['attention.output', 16, 0, 16],
    ['feed_forward.gate_up', 48, 24, 24],
    ['feed_forward.down', 16, 0, 16],
  ])(
    'moves each matrix of %s by a nearly orthogonal step of the size of the rate',
    async (name, stride, from, count) => {
      const parameters = await update()
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

  it('moves against the gradient', async () => {
    const parameters = await update()
    const gradients = randomGradients()
    for (const [name, data] of parameters) {
      const gradient = gradients.get(name) ?? new Float32Array()
      expect(
        data.reduce((sum, value, at) => sum + value * (gradient[at] ?? 0), 0),
        name,
      ).toBeLessThan(0)
    }
  })
})
