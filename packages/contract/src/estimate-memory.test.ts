import { expect, it } from 'vitest'
import { cacheBytesPerToken, estimateMemory, type MemoryDemand, usualMemoryBytes } from './estimate-memory.ts'

/** SmolLM2-135M in blocks of eight bits. */
const smol: MemoryDemand = {
  ...{ weightsBytes: 150e6, precision: 'q8', contextLength: 8_192 },
  cache: { layers: 30, heads: 3, headSize: 64 },
}
const gigabyte = 2 ** 30

it('counts one key and one value per layer, head and token in single precision', () => {
  expect(cacheBytesPerToken({ layers: 30, heads: 3, headSize: 64 })).toBe(46_080)
})

it('asks for least where nothing is free: one slot of 512 tokens', () => {
  const least = estimateMemory(smol, 0)
  expect(least.plan).toEqual({ slotCount: 1, slotLength: 512 })
  expect(least.cacheBytes).toBe(512 * 46_080)
  expect(least.totalBytes).toBe(least.weightsBytes + least.cacheBytes + least.overheadBytes)
})

it.each([0.5, 1, 2, 8, 64])('plans no more than there is with %f GB free', (gigabytes) => {
  const { totalBytes, plan } = estimateMemory(smol, gigabytes * gigabyte)
  expect(totalBytes).toBeLessThanOrEqual(gigabytes * gigabyte)
  expect(plan?.slotLength).toBeGreaterThanOrEqual(512)
})

it('tells people of one text of a usual length, however long it may be', () => {
  const long = { ...smol, contextLength: 131_072 }
  expect(usualMemoryBytes(long)).toBe(usualMemoryBytes(smol))
  expect(usualMemoryBytes(smol)).toBe(estimateMemory(smol, 0).totalBytes + (8_192 - 512) * 46_080)
})

it('knows that a processor computes with half precision in single precision', () => {
  const [half, single] = [estimateMemory({ ...smol, precision: 'fp16' }, 0), estimateMemory(smol, 0)]
  expect(half.weightsBytes).toBe(2 * single.weightsBytes)
})

it('guesses a cache where its sizes are not known', () => {
  expect(estimateMemory({ ...smol, cache: null }, gigabyte)).toMatchObject({ cacheBytes: 37.5e6, plan: null })
})
