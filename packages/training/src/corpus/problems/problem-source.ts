import { type Cast, createCast } from '../cast.ts'
import type { Random } from '../random.ts'
import type { Split } from '../sample.ts'
import { drawAuthorProblem } from '../word-problems/author-problems.ts'
import { acceptProblem } from './acceptance.ts'
import { arithmeticProblem } from './arithmetic.ts'
import { countingProblem } from './counting.ts'
import type { Problem } from './problem.ts'
import { situationProblem } from './situation.ts'

export type ProblemSource = {
  /** A story problem; without a number of steps: mostly 1 to 4. */
  word(stepCount?: number): Problem
  /** "What is 23 + 14?" */
  arithmetic(): Problem
  readonly cast: Cast
  readonly random: Random
}

const stepCounts = [
  [3, 1],
  [4, 2],
  [3, 3],
  [2, 4],
  [0.3, 5],
] as const

/** The grammar's sentence forms reach four steps. */
const longestGrammarProblem = 4
const authorShare = 0.72

/** Problems of one split: number signatures of the other split, and numbers above 199, never leave here. */
export function createProblemSource(random: Random, split: Split, pieces: readonly string[]): ProblemSource {
  const cast = createCast(random, split, pieces)
  const grammarProblem = (stepCount: number) => {
    const isCounting = random.chance(stepCount === 1 ? 0.55 : stepCount === 2 ? 0.62 : 0.75)
    return isCounting ? countingProblem(random, cast, stepCount) : situationProblem(random, cast, stepCount)
  }
  return {
    cast,
    random,
    arithmetic: () => acceptProblem(split, () => arithmeticProblem(random)),
    word(wanted) {
      const stepCount = wanted ?? random.weighted(stepCounts)
      const isByAuthor = stepCount > longestGrammarProblem || random.chance(authorShare)
      return acceptProblem(split, () =>
        isByAuthor ? drawAuthorProblem('training', stepCount, { random, cast }) : grammarProblem(stepCount),
      )
    },
  }
}
