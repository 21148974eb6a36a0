import { describe, expect, it } from 'vitest'
import { createFairQueue, type FairQueue, type Turn } from './fair-queue.ts'

const aQueue = (slots = 1, limit = 10_000) => createFairQueue({ slots: () => slots, limit })

function enter(queue: FairQueue, key = 'a run'): Turn {
  return queue.enter(key, new AbortController().signal)
}

async function positionsOf(turn: Turn): Promise<number[]> {
  const told: number[] = []
  for await (const position of turn.positions) told.push(position)
  return told
}

describe('a fair queue', () => {
  it('lets the first through at once and the others of its key in their order', async () => {
    const queue = aQueue()
    const [first, second, third] = [enter(queue), enter(queue), enter(queue)]
    expect(await positionsOf(first)).toEqual([])
    first.leave()
    expect(await positionsOf(second)).toEqual([1])
    second.leave()
    expect(await positionsOf(third)).toEqual([2, 1])
  })

  it('lets keys take turns', async () => {
    const queue = aQueue()
    const running = enter(queue, 'first')
    const turns = ['a', 'a', 'a', 'b', 'b', 'c'].map((key) => ({ key, turn: enter(queue, key) }))
    const order: string[] = []
    const served = turns.map(async ({ key, turn }) => {
      const positions = await positionsOf(turn)
      order.push(`${key} ${positions[0]}`)
      turn.leave()
    })
    running.leave()
    await Promise.all(served)
    // The position told on entry: those of other keys that came later were not known then.
    expect(order).toEqual(['a 1', 'b 2', 'c 3', 'a 2', 'b 4', 'a 3'])
  })

  it('does not let a run of a thousand keep a later single generation waiting', async () => {
    const queue = aQueue(2)
    const thousand = Array.from({ length: 1_000 }, () => enter(queue, 'large run'))
    const single = enter(queue, 'single')
    // Two run, and one of the large run is next.
    thousand[0]?.leave()
    thousand[1]?.leave()
    expect(await positionsOf(single)).toEqual([3, 2])
    thousand[2]?.leave()
    expect(await positionsOf(thousand[3] ?? single)).toEqual([3, 2])
  })

  it('runs as many as there are slots, even when that changes; leaving twice frees one slot only', async () => {
    let slots = 3
    const queue = createFairQueue({ slots: () => slots, limit: 10 })
    const turns = [1, 2, 3, 4, 5].map(() => enter(queue))
    const [first, second, third, fourth, fifth] = turns as [Turn, Turn, Turn, Turn, Turn]
    expect(await positionsOf(third)).toEqual([])
    slots = 2
    second.leave()
    second.leave()
    first.leave()
    expect(await positionsOf(fourth)).toEqual([3, 2])
    third.leave()
    expect(await positionsOf(fifth)).toEqual([4, 3, 2])
  })

  it('ends the wait of an aborted one and moves the others up', async () => {
    const queue = aQueue()
    const controller = new AbortController()
    const first = enter(queue)
    const second = queue.enter('a run', controller.signal)
    const third = enter(queue)
    controller.abort()
    expect(await positionsOf(second)).toEqual([1])
    second.leave()
    const fourth = enter(queue)
    first.leave()
    expect(await positionsOf(third)).toEqual([2, 1])
    third.leave()
    expect(await positionsOf(fourth)).toEqual([2, 1])
  })

  it('refuses with ENGINE_BUSY when too many wait, whatever their keys', () => {
    const queue = aQueue(1, 2)
    for (const key of ['a', 'b', 'c']) enter(queue, key)
    expect(() => enter(queue, 'd')).toThrow(
      expect.objectContaining({ code: 'ENGINE_BUSY', details: { queueLimit: 2 } }),
    )
  })

  it('tells a long queue only now and then', async () => {
    const queue = aQueue()
    const turns = Array.from({ length: 100 }, () => enter(queue))
    const last = enter(queue)
    for (const turn of turns) turn.leave()
    expect(await positionsOf(last)).toEqual([100, 64, 32, 16, 8, 7, 6, 5, 4, 3, 2, 1])
  })
})
