import { expect, it } from 'vitest'
import { loadGraph } from './gradient-check.ts'
import { deviceProbeGraph } from './index.ts'

it('gives the softmax of the rows of a product', async () => {
  const run = await loadGraph(deviceProbeGraph(2))
  const shape = [2, 2]
  const { y = new Float32Array() } = await run({
    a: { data: Float32Array.of(1, 2, 0, 1), shape },
    b: { data: Float32Array.of(1, 0, 0, 1), shape },
  })
  // softmax(1, 2) and softmax(0, 1).
  const [small, large] = [1 / (1 + Math.E), Math.E / (1 + Math.E)]
  expect([...y].map((value) => value.toFixed(6))).toEqual(
    [small, large, small, large].map((value) => value.toFixed(6)),
  )
})
