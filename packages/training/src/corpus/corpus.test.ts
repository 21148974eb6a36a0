import { describe, expect, it } from 'vitest'
import { createCorpus } from './corpus.ts'
import type { Sample, Stage } from './sample.ts'

const textOf = (sample: Sample) =>
  sample.form === 'text' ? sample.text : sample.turns.map(({ role, text }) => `${role}: ${text}`).join('\n')

function take(stage: Stage, count: number, seed = 7): Sample[] {
  const next = createCorpus({ stage, seed, split: 'train' })
  return Array.from({ length: count }, next)
}

describe('the corpus', () => {
  it.each(['base', 'instruct', 'dialog'] as const)('is the same for the same seed: %s', (stage) => {
    expect(take(stage, 50)).toEqual(take(stage, 50))
    expect(take(stage, 50, 8)).not.toEqual(take(stage, 50))
  })

  it.each(['base', 'instruct', 'dialog'] as const)(
    'leaves no placeholder unfilled and no text empty: %s',
    (stage) => {
      for (const sample of take(stage, 800)) {
        const text = textOf(sample)
        expect(text).not.toMatch(/[{}]|undefined|NaN/)
        expect(text.length).toBeLessThan(940)
        const texts = sample.form === 'text' ? [sample.text] : sample.turns.map((turn) => turn.text)
        for (const part of texts) expect(part).toBe(part.trim())
        for (const part of texts) expect(part).not.toBe('')
      }
    },
  )

  it('gives a base model pages only, and the others conversations that end with the assistant', () => {
    expect(take('base', 200).every((sample) => sample.form === 'text')).toBe(true)
    for (const stage of ['instruct', 'dialog'] as const) {
      for (const sample of take(stage, 500)) {
        if (sample.form !== 'conversation') throw new Error('expected a conversation')
        const roles = sample.turns.map((turn) => turn.role).filter((role) => role !== 'system')
        roles.forEach((role, at) => {
          expect(role).toBe(at % 2 === 0 ? 'user' : 'assistant')
        })
        expect(roles.length % 2).toBe(0)
        if (stage === 'instruct') expect(roles.length).toBe(2)
      }
    }
  })

  it('shows the shapes in which the product prompts', () => {
    const base = take('base', 1000).map(textOf)
    const some = (texts: readonly string[], shape: RegExp) => texts.filter((text) => shape.test(text)).length
    expect(some(base, /(^|\n)Q: .+\nA: Let's think step by step\. .+ The answer is \w+\./)).toBeGreaterThan(
      50,
    )
    expect(some(base, /Therefore, the answer \(arabic numerals\) is \d+\./)).toBeGreaterThan(50)
    expect(some(base, /Therefore, the answer \(Yes or No\) is (yes|no)\./)).toBeGreaterThan(0)
    expect(some(base, /: The answer is \d+\.\n\n/)).toBeGreaterThan(50)
    expect(some(base, /^User: .+\nAssistant: /s)).toBeGreaterThan(20)
    const instruct = take('instruct', 1500).map(textOf)
    expect(
      some(instruct, /user: .+[ \n]Let's think step by step\.\nassistant: .+The answer is \w+\./s),
    ).toBeGreaterThan(80)
    expect(some(instruct, /\nA:\nassistant: /)).toBeGreaterThan(40)
    expect(some(instruct, /assistant: The answer \(arabic numerals\) is \d+\./)).toBeGreaterThan(20)
    const dialog = take('dialog', 1500).map(textOf)
    expect(
      some(dialog, /assistant: I think the answer is .+\nuser: .+\nassistant: Let me check\. /),
    ).toBeGreaterThan(80)
    expect(some(dialog, /assistant: Your name is \w+\./)).toBeGreaterThan(100)
  })

  it('gives every kind of exchange its share of an instruct stream', () => {
    const replies = take('instruct', 3000).map((sample) => textOf(sample).split('\nassistant: ').at(-1) ?? '')
    const share = (shape: RegExp) => replies.filter((reply) => shape.test(reply)).length / replies.length
    const refused = share(/^I am a very small model and do not know that\.$/)
    expect(refused).toBeGreaterThan(0.015)
    expect(refused).toBeLessThan(0.035)
    const worked = share(/ = \d+\. .*The answer is/)
    expect(worked).toBeGreaterThan(0.36)
    expect(worked).toBeLessThan(0.44)
    const direct = share(/^The answer (?:\(arabic numerals\) )?is \w+\.$/)
    expect(direct).toBeGreaterThan(0.2)
    expect(direct).toBeLessThan(0.28)
  })
})
