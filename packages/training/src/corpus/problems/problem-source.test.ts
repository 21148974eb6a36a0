import { describe, expect, it } from 'vitest'
import { isHeldOut } from '../hold-out.ts'
import { syllables } from '../invented.ts'
import { numberWords } from '../phrasing/nouns.ts'
import { createRandom } from '../random.ts'
import type { Split } from '../sample.ts'
import { trainingAuthors } from '../word-problems/authors.ts'
import type { Problem } from './problem.ts'
import { createProblemSource } from './problem-source.ts'

const sourceOf = (split: Split, seed: number) => createProblemSource(createRandom(seed), split, syllables())

const results: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function equationsOf(problem: Problem) {
  return [...problem.steps.join(' ').matchAll(/(\d+) ([-+*/]) (\d+) = (\d+)\./g)].map(
    ([, a, operator = '', b, result]) => ({ a: Number(a), operator, b: Number(b), result: Number(result) }),
  )
}

/** Numbers the question states, in digits or words; doubling and halving are stated without a number. */
function statedNumbers(question: string): number[] {
  const inDigits = (question.match(/\d+/g) ?? []).map(Number)
  const inWords = numberWords.flatMap((word, value) =>
    new RegExp(`\\b${word}\\b`, 'i').test(question) ? [value] : [],
  )
  return /doubl|half|twice|two times|as many|same number/i.test(question)
    ? [...inDigits, ...inWords, 2]
    : [...inDigits, ...inWords]
}

describe('word problems', () => {
  it('are solved by their own steps, from numbers of the question and results of earlier steps', () => {
    const source = sourceOf('train', 11)
    for (let count = 0; count < 1500; count++) {
      const problem = source.word()
      const equations = equationsOf(problem)
      const known = new Set(statedNumbers(problem.question))
      for (const { a, operator, b, result } of equations) {
        expect(results[operator]?.(a, b), problem.steps.join(' ')).toBe(result)
        // Authors also use numbers everybody knows: days of a week, sides of a square.
        if (problem.voice === 'grammar')
          expect([...known], `${problem.question} needs ${a} and ${b}`).toEqual(
            expect.arrayContaining([a, b]),
          )
        expect(result).toBeLessThanOrEqual(199)
        expect(result).toBeGreaterThanOrEqual(0)
        known.add(result)
      }
      expect(equations.at(-1)?.result).toBe(problem.answer)
      expect(equations.length).toBe(problem.stepCount)
    }
  })

  it('have as many steps as asked for', () => {
    const source = sourceOf('held-out', 5)
    for (const stepCount of [1, 2, 3, 4]) expect(source.word(stepCount).stepCount).toBe(stepCount)
  })

  it.each([21, 22])('keep held-out number signatures out of 3,000 training problems: seed %i', (seed) => {
    const { word } = sourceOf('train', seed)
    const leaked = Array.from({ length: 3000 }, () => word().signature).filter(isHeldOut)
    expect(leaked).toEqual([])
  })

  it('keep training signatures out of the held-out split', () => {
    const train = sourceOf('train', 25)
    const heldOut = sourceOf('held-out', 26)
    for (let count = 0; count < 500; count++) {
      expect(isHeldOut(heldOut.word().signature)).toBe(true)
      expect(isHeldOut(heldOut.arithmetic().signature)).toBe(true)
      expect(isHeldOut(train.arithmetic().signature)).toBe(false)
    }
  })

  it('come from training authors in seven of ten cases', () => {
    const source = sourceOf('train', 31)
    const voices = Array.from({ length: 1000 }, () => source.word().voice)
    const byGrammar = voices.filter((voice) => voice === 'grammar').length
    expect(byGrammar).toBeGreaterThan(230)
    expect(byGrammar).toBeLessThan(330)
    expect(new Set(voices)).toEqual(new Set(['grammar', ...trainingAuthors]))
  })

  it('name unseen people and things in a third of the cases, so that copying is learnt', () => {
    const source = sourceOf('train', 41)
    const names = new Set(Array.from({ length: 3000 }, () => source.cast.name().first))
    expect(names.size).toBeGreaterThan(900)
  })
})

describe('arithmetic', () => {
  it('asks one operation and answers it', () => {
    const source = sourceOf('train', 51)
    for (let count = 0; count < 2000; count++) {
      const problem = source.arithmetic()
      const [equation] = equationsOf(problem)
      expect(equation && results[equation.operator]?.(equation.a, equation.b)).toBe(problem.answer)
      expect(statedNumbers(problem.question)).toEqual(expect.arrayContaining([equation?.a, equation?.b]))
    }
  })
})
