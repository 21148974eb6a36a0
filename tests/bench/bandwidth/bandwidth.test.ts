import { expect, it } from 'vitest'
import { measureBandwidth } from './measure-bandwidth.ts'
import { createReadLoop } from './read-loop.ts'

it('reads every byte of its memory', async () => {
  const { memory, read } = await createReadLoop(2 * 65_536)
  // The first lanes of all reads, xored: an even number of equal ones leaves nothing.
  expect(read()).toBe(0)
  for (const place of [0, 16, 112, 128, memory.length - 128, memory.length - 16]) {
    memory[place] = 1 ^ 2
    expect(read(), `byte ${place}`).toBe(2)
    memory[place] = 1
  }
})

it('measures with several threads', async () => {
  const bytesPerSecond = await measureBandwidth({ threads: 2, sizeBytes: 2 ** 20, passes: 1, repeats: 1 })
  expect(bytesPerSecond).toBeGreaterThan(0)
  expect(bytesPerSecond).toBeLessThan(Number.POSITIVE_INFINITY)
})
