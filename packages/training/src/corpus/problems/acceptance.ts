import { isHeldOut } from '../hold-out.ts'
import type { Split } from '../sample.ts'
import { largestNumber, type Problem } from './problem.ts'

/**
 * The textbook example of Wei et al. 2022 (2201.11903, figure 1), which people will try first: its numbers are kept out
 * of every split, so that solving it is never memory.
 */
const textbookSums = [/\b(?:2\*3|3\*2)\b/, /\b(?:5\+6|6\+5)\b/]

/** About 140 tokens of question: a longer one leaves no room for its steps. */
const longestQuestion = 420

const hasSmallNumbers = (text: string) => (text.match(/\d+/g) ?? []).every((n) => Number(n) <= largestNumber)

function belongs(problem: Problem, split: Split): boolean {
  return (
    isHeldOut(problem.signature) === (split === 'held-out') &&
    !textbookSums.every((sum) => sum.test(problem.signature)) &&
    problem.question.length <= longestQuestion &&
    hasSmallNumbers(problem.question) &&
    problem.steps.every(hasSmallNumbers)
  )
}

/** Draws until a problem belongs to the split: its number signature does, no textbook numbers, none above 199. */
export function acceptProblem(split: Split, draw: () => Problem | undefined): Problem {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const problem = draw()
    if (problem !== undefined && belongs(problem, split)) return problem
  }
  throw new RangeError('no acceptable problem in 1000 attempts')
}
