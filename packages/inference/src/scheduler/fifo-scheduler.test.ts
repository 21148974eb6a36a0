import { describe, expect, it } from 'vitest'
import { createFifoScheduler } from './fifo-scheduler.ts'
import type { Scheduler, Turn } from './scheduler.ts'

const oneSlot = { slots: 1, queueLimit: 1000 }

function enter(scheduler: Scheduler): Turn {
  return scheduler.enter(new AbortController().signal)
}

async function positionsOf(turn: Turn): Promise<number[]> {
  const told: number[] = []
  for await (const position of turn.positions) told.push(position)
  return told
}

describe('createFifoScheduler', () => {
  it('lets the first through at once and the others in their order', async () => {
    const scheduler = createFifoScheduler(oneSlot)
    const [first, second, third] = [enter(scheduler), enter(scheduler), enter(scheduler)]
    expect(await positionsOf(first)).toEqual([])
    first.leave()
    expect(await positionsOf(second)).toEqual([1])
    second.leave()
    expect(await positionsOf(third)).toEqual([2, 1])
  })

  it('runs as many as it has slots, and leaving twice frees one slot only', async () => {
    const scheduler = createFifoScheduler({ ...oneSlot, slots: 2 })
    const [, second, third, fourth] = [enter(scheduler), enter(scheduler), enter(scheduler), enter(scheduler)]
    expect(await positionsOf(second)).toEqual([])
    second.leave()
    second.leave()
    expect(await positionsOf(third)).toEqual([2])
    third.leave()
    expect(await positionsOf(fourth)).toEqual([3, 2])
  })

  it('ends the wait of an aborted one and moves the others up', async () => {
    const scheduler = createFifoScheduler(oneSlot)
    const controller = new AbortController()
    const first = enter(scheduler)
    const second = scheduler.enter(controller.signal)
    const third = enter(scheduler)
    controller.abort()
    expect(await positionsOf(second)).toEqual([1])
    second.leave()
    const fourth = enter(scheduler)
    first.leave()
    expect(await positionsOf(third)).toEqual([2, 1])
    third.leave()
    expect(await positionsOf(fourth)).toEqual([2, 1])
  })

  it('refuses with ENGINE_BUSY when the queue is full', () => {
    const scheduler = createFifoScheduler({ slots: 1, queueLimit: 1 })
    enter(scheduler)
    enter(scheduler)
    expect(() => enter(scheduler)).toThrow(expect.objectContaining({ code: 'ENGINE_BUSY' }))
  })

  it('tells a long queue only now and then', async () => {
    const scheduler = createFifoScheduler(oneSlot)
    const turns = Array.from({ length: 100 }, () => enter(scheduler))
    const last = enter(scheduler)
    for (const turn of turns) turn.leave()
    expect(await positionsOf(last)).toEqual([100, 64, 32, 16, 8, 7, 6, 5, 4, 3, 2, 1])
  })
})
