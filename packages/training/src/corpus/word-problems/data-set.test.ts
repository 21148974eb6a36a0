import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCorpus } from '../corpus.ts'
import { mentionsHeldOut } from '../held-out-words.ts'
import { isHeldOut } from '../hold-out.ts'
import { results, signatureOf } from '../problems/problem.ts'
import type { Stage } from '../sample.ts'
import { heldOutAuthors, trainingAuthors } from './authors.ts'
import { drawDataSet } from './data-set.ts'
import { dataSetText } from './data-set-text.ts'

const problems = drawDataSet()

describe('the word problems that come with Trialogue', () => {
  it('are those in the file, which anybody can make again', () => {
    const path = join(import.meta.dirname, '../../../../evaluation/datasets/word-problems.json')
    expect(readFileSync(path, 'utf8') === dataSetText(problems)).toBe(true)
  })

  it('are a hundred of each number of steps, each only once, in many wordings', () => {
    for (const stepCount of [1, 2, 3, 4, 5]) {
      expect(problems.filter((problem) => problem.stepCount === stepCount)).toHaveLength(100)
    }
    expect(new Set(problems.map(({ question }) => question)).size).toBe(500)
  })

  it('solve themselves', () => {
    for (const { question, steps, answer, stepCount } of problems) {
      const equations = [...steps.join(' ').matchAll(/(\d+) ([-+*/]) (\d+) = (\d+)\./g)]
      expect(equations, question).toHaveLength(stepCount)
      for (const [, a, operator, b, result] of equations)
        expect(results[operator as keyof typeof results](Number(a), Number(b)), question).toBe(Number(result))
      expect(Number(equations.at(-1)?.[4]), question).toBe(answer)
    }
  })
})

/** By construction: each of these alone keeps a problem out of training, as `held-out.test.ts` shows of its corpus. */
describe('none of them can occur in training', () => {
  const training: readonly string[] = trainingAuthors
  const heldOut: readonly string[] = heldOutAuthors

  it('their wording is that of authors who never reach it', () => {
    for (const { voice } of problems) {
      expect(heldOut).toContain(voice)
      expect(training).not.toContain(voice)
    }
  })

  it('their numbers are held out, and so is a name or a thing in each', () => {
    for (const { question, steps, signature } of problems) {
      expect(signature).toBe(signatureOf(steps))
      expect(isHeldOut(signature), question).toBe(true)
      expect(mentionsHeldOut(question), question).toBe(true)
    }
  })

  it.each(['base', 'instruct', 'dialog'] satisfies Stage[])(
    'and 1,000 samples of the training of %s hold none of them',
    (stage) => {
      const next = createCorpus({ stage, seed: 91, split: 'train' })
      for (let count = 0; count < 1_000; count++) {
        const sample = next()
        const text = sample.form === 'text' ? sample.text : sample.turns.map((turn) => turn.text).join('\n')
        const shown = problems.find(({ question }) => text.includes(question))
        expect(shown?.question).toBeUndefined()
      }
    },
  )
})
