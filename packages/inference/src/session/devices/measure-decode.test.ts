import { expect, it } from 'vitest'
import { createToyRunner } from '../../scheduler/toy-runner.ts'
import { measureDecodeMs } from './measure-decode.ts'

it('measures steps that write in every slot', async () => {
  const runner = createToyRunner({ slotCount: 3, slotLength: 32 })
  expect(await measureDecodeMs(runner)).toBeGreaterThan(0)
  expect(runner.calls.filter((call) => call === 'decode 3')).toHaveLength(7)
})
