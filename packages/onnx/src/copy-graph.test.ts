import { describe, expect, it } from 'vitest'
import { loadGraph } from './gradient-check.ts'
import { copyGraph } from './index.ts'

describe('copyGraph', () => {
  it('gives every input as an output, of whatever size', async () => {
    const run = await loadGraph(
      copyGraph([
        { name: 'keys', type: 'float32', shape: ['rows', 2] },
        { name: 'values', type: 'float32', shape: ['rows', 1] },
      ]),
    )
    const outputs = await run({
      'from.keys': { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] },
      'from.values': { data: Float32Array.of(7, 8), shape: [2, 1] },
    })
    expect(outputs).toEqual({
      'to.keys': Float32Array.of(1, 2, 3, 4, 5, 6),
      'to.values': Float32Array.of(7, 8),
    })
  })
})
