import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Model } from './ask.ts'
import { gsm8kProbes, readGsm8k } from './gsm8k.ts'

describe('GSM8K', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gsm8k-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const fileOf = (...lines: object[]) => {
    const path = join(folder, 'problems.jsonl')
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'))
    return path
  }

  it('is read with the number after the marks, thousands and all', () => {
    const path = fileOf({ question: 'How much?', answer: '1 + 1 = 2\n#### 1,200' })
    expect(readGsm8k(path)).toEqual([{ question: 'How much?', answer: 1200 }])
  })

  it('names the line that is no problem', () => {
    const path = fileOf({ question: 'a', answer: '#### 1' }, { question: 'b', answer: 'two' })
    expect(() => readGsm8k(path)).toThrow('Line 2')
  })

  it('counts a prompt beyond the context as wrong', async () => {
    const model: Model = {
      kind: 'instruct',
      complete: async ({ text }) => {
        if (text.template === 'long')
          throw Object.assign(new Error('too long'), { code: 'CONTEXT_LENGTH_EXCEEDED' })
        return { text: 'The answer is 4.', answer: '4', hasEnded: true }
      },
    }
    const questions = ['short', 'other', 'long'].map((question, at) => ({ question, answer: 4 + (at % 2) }))
    const measured = await Promise.all(gsm8kProbes(questions).map((probe) => probe.measure(model, 0)))
    expect(measured.flat()).toMatchObject([
      { id: 'gsm8k-direct', correct: 1, count: 3, tooLong: 1 },
      { id: 'gsm8k-zero-shot', correct: 1, count: 3, tooLong: 1 },
    ])
  })
})
