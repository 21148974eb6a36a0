import { describe, expect, it } from 'vitest'
import type { Model } from './ask.ts'
import { drawAnyTask, heldOutContext, taskProbes } from './task-probes.ts'

const count = 30

/** Answers everything with one text. */
const parrot = (kind: Model['kind'], text: string, hasEnded = true): Model => ({
  kind,
  complete: async () => ({ text, answer: null, hasEnded }),
})

const measure = async (id: string, model: Model) =>
  (await taskProbes.find((probe) => probe.id === id)?.measure(model, count))?.[0]

describe('the instruction tasks', () => {
  it('are the ten of the cards', () => {
    expect(taskProbes.map(({ id }) => id)).toEqual([
      ...['sentiment', 'spam', 'topic', 'question', 'summary', 'keywords', 'names', 'past', 'list', 'story'],
    ])
  })

  it('take a label as it is and, of the dialog model, in its talking voice', async () => {
    const plain = await measure('sentiment', parrot('instruct', 'positive'))
    const talking = 'That sounds positive to me.'
    expect(plain?.correct).toBeGreaterThan(count / 4)
    expect(plain?.correct).toBeLessThan((3 * count) / 4)
    expect(await measure('sentiment', parrot('dialog', talking))).toMatchObject({ correct: plain?.correct })
    expect(await measure('sentiment', parrot('instruct', talking))).toMatchObject({ correct: 0 })
  })

  it('show a base model three examples of the same form', async () => {
    for (const probe of taskProbes) {
      const seen: number[] = []
      const base: Model = {
        kind: 'base',
        complete: async ({ data }) => {
          seen.push(data.examples.length)
          const multiline = data.examples.map(({ output }) => output.includes('\n'))
          expect(new Set(multiline).size, probe.id).toBe(1)
          return { text: '', answer: null, hasEnded: true }
        },
      }
      await probe.measure(base, 8)
      expect(new Set(seen)).toEqual(new Set([3]))
    }
  })

  it('do not take a story that the limit cut off', async () => {
    const context = heldOutContext(8000)
    const told = Array.from({ length: 60 }, () => drawAnyTask(context)).find(({ id }) => id === 'story')
    const ended = await measure('story', parrot('instruct', told?.answer ?? ''))
    expect(told).toBeDefined()
    expect(await measure('story', parrot('instruct', told?.answer ?? '', false))).toMatchObject({
      correct: 0,
    })
    expect(ended?.count).toBe(count)
  })
})
