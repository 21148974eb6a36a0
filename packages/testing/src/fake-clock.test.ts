import { expect, it } from 'vitest'
import { createFakeClock } from './index.ts'

it('calls what falls due in order, each at its own time', async () => {
  const clock = createFakeClock(1_000)
  const calls: string[] = []
  clock.after(30, () => calls.push(`b at ${clock.now()}`))
  clock.after(10, () => {
    calls.push(`a at ${clock.now()}`)
    clock.after(5, () => calls.push(`nested at ${clock.now()}`))
  })
  clock.after(100, () => calls.push('too late'))

  await clock.advance(50)

  expect(calls).toEqual(['a at 1010', 'nested at 1015', 'b at 1030'])
  expect(clock.now()).toBe(1_050)
})

it('does not call what was called off', async () => {
  const clock = createFakeClock()
  const calls: string[] = []
  const cancel = clock.after(10, () => calls.push('called'))
  cancel()
  await clock.advance(20)
  expect(calls).toEqual([])
})

it('lets settled promises run on before it moves further', async () => {
  const clock = createFakeClock(0)
  const times: number[] = []
  const tick = (): Promise<void> => new Promise((resolve) => clock.after(10, () => resolve()))
  const loop = async () => {
    for (let index = 0; index < 3; index += 1) {
      await tick()
      times.push(clock.now())
    }
  }
  const done = loop()
  await clock.advance(30)
  await done
  expect(times).toEqual([10, 20, 30])
})
