import { expect, it } from 'vitest'
import { planSlots } from './plan-slots.ts'

const gigabyte = 2 ** 30
/** SmolLM2-135M in single precision: 30 layers, 3 heads of 64, keys and values. */
const bytesPerToken = 30 * 3 * 64 * 2 * 4

it.each([
  ['all of them where there is room', 2_048, 16, [8, 2_048]],
  ['shorter ones rather than fewer', 32_768, 20, [8, 14_563]],
  ['fewer ones rather than shorter than 8,192 tokens', 32_768, 5, [3, 9_709]],
  ['one where no two fit', 32_768, 2, [1, 11_650]],
  ['a shorter one where none fits', 32_768, 1, [1, 5_825]],
  ['never less than 512 tokens', 32_768, 0.01, [1, 512]],
  ['never more than the context', 256, 0.001, [1, 256]],
] as const)('plans %s', (_, contextLength, gigabytes, [slotCount, slotLength]) => {
  const freeBytes = gigabytes * gigabyte
  expect(planSlots({ slotCount: 8, contextLength, bytesPerToken, freeBytes })).toEqual({
    slotCount,
    slotLength,
  })
})
