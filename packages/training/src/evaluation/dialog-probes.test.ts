import { describe, expect, it } from 'vitest'
import type { Model } from './ask.ts'
import { dialogProbes } from './dialog-probes.ts'

const count = 12

const measure = async (id: string, model: Model) => {
  const [measured] = (await dialogProbes.find((probe) => probe.id === id)?.measure(model, count)) ?? []
  return measured
}

/** Answers a chat by its user turns. */
const speaking = (answer: (said: readonly string[]) => string): Model => ({
  kind: 'dialog',
  complete: async ({ chat }) => {
    const said = chat.turns.filter(({ role }) => role === 'user').map(({ template }) => template)
    return { text: answer(said), answer: null, hasEnded: true }
  },
})

describe('recall', () => {
  it('is asked for at the sixth turn', async () => {
    const lengths = new Set<number>()
    await measure(
      'recall-name',
      speaking((said) => {
        lengths.add(said.length)
        return 'Hello!'
      }),
    )
    expect([...lengths]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is right when the answer holds what the first turn told', async () => {
    const parrot = speaking((said) => said[0] ?? '')
    expect(await measure('recall-name', parrot)).toMatchObject({ correct: count, count })
    expect(await measure('recall-number', parrot)).toMatchObject({ correct: count, count })
  })

  it('is wrong when the answer holds something else', async () => {
    const forgetful = speaking(() => 'Your name is Nobody and your number is 1.')
    expect(await measure('recall-name', forgetful)).toMatchObject({ correct: 0, count })
    expect(await measure('recall-number', forgetful)).toMatchObject({ correct: 0, count })
    expect(await measure('recall-favourite', forgetful)).toMatchObject({ correct: 0, count })
  })
})

describe('self-correction', () => {
  it('counts only problems whose first answer was wrong', async () => {
    let asked = 0
    const stubborn = speaking((said) => {
      if (said.length === 1) asked += 1
      return 'I think the answer is 10000.'
    })
    expect(await measure('self-correction', stubborn)).toMatchObject({ correct: 0, count })
    expect(asked).toBe(count)
  })
})
