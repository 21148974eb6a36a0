import { type Cast, createCast } from '../cast.ts'
import { isHeldOut } from '../hold-out.ts'
import type { Random } from '../random.ts'
import type { Split } from '../sample.ts'
import { arithmeticProblem } from './arithmetic.ts'
import { countingProblem } from './counting.ts'
import { largestNumber, type Problem } from './problem.ts'
import { situationProblem } from './situation.ts'

/**
 * The textbook example of Wei et al. 2022 (2201.11903, figure 1), which people will try first: its numbers are kept out
 * of every split, so that solving it is never memory.
 */
const textbookSteps = /\b2 \* 3 = 6\. (5 \+ 6|6 \+ 5) = 11\./

export type ProblemSource = {
  /** A story problem; without a number of steps: 1 to 4. */
  word(stepCount?: number): Problem
  /** "What is 23 + 14?" */
  arithmetic(): Problem
  readonly cast: Cast
  readonly random: Random
}

/** Problems of one split: number signatures of the other split, and numbers above 199, never leave here. */
export function createProblemSource(random: Random, split: Split, pieces: readonly string[]): ProblemSource {
  const cast = createCast(random, split, pieces)
  const belongs = (problem: Problem) =>
    isHeldOut(problem.signature) === (split === 'held-out') &&
    !textbookSteps.test(problem.steps.join(' ')) &&
    [...problem.steps, problem.question].every((text) =>
      (text.match(/\d+/g) ?? []).every((n) => Number(n) <= largestNumber),
    )
  const accept = (draw: () => Problem | undefined): Problem => {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const problem = draw()
      if (problem !== undefined && belongs(problem)) return problem
    }
    throw new RangeError('no acceptable problem in 1000 attempts')
  }
  return {
    cast,
    random,
    arithmetic: () => accept(() => arithmeticProblem(random)),
    word: (wanted) =>
      accept(() => {
        const stepCount =
          wanted ??
          random.weighted([
            [2, 1],
            [4, 2],
            [3, 3],
            [3, 4],
          ] as const)
        const isCounting = random.chance(stepCount === 1 ? 0.55 : stepCount === 2 ? 0.62 : 0.75)
        return isCounting
          ? countingProblem(random, cast, stepCount)
          : situationProblem(random, cast, stepCount)
      }),
  }
}
