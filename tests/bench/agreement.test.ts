import { expect, it } from 'vitest'
import { countEqual } from './agreement.ts'

it('counts equal tokens up to the first difference of each prompt', () => {
  const ours = Array.from({ length: 16 }, (_, index) => index)
  expect(countEqual(ours, ours)).toBe(16)
  // The second prompt differs at its third token; what follows is equal by chance.
  expect(countEqual(ours, ours.with(10, 99))).toBe(10)
  expect(countEqual(ours, [])).toBe(0)
})
