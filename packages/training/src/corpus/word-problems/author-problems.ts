import { type Cast, createCast } from '../cast.ts'
import { acceptProblem } from '../problems/acceptance.ts'
import type { Problem } from '../problems/problem.ts'
import type { Random } from '../random.ts'
import type { Split } from '../sample.ts'
import { type AuthorGroup, authorTemplates } from './author-templates.ts'
import { instantiate } from './instantiate.ts'

/** One problem from an author's template with so many steps. Undefined when its numbers did not work out. */
export function drawAuthorProblem(
  authors: AuthorGroup,
  stepCount: number,
  casting: { readonly random: Random; readonly cast: Cast },
): Problem | undefined {
  const templates = authorTemplates(authors)[stepCount]
  if (templates === undefined || templates.length === 0)
    throw new RangeError(`no author has written problems of ${stepCount} steps`)
  return instantiate(casting.random.pick(templates), casting)
}

export type AuthorProblemOptions = {
  readonly authors: AuthorGroup
  readonly random: Random
  /** Whose numbers and names: those of the held-out split unless said otherwise. */
  readonly split?: Split
  /** What invented words are made of. */
  readonly pieces: readonly string[]
}

/** Problems in the words of a group of authors. Those of the held-out authors are for evaluation only. */
export function createAuthorProblems({ authors, random, split = 'held-out', pieces }: AuthorProblemOptions): {
  word(stepCount: number): Problem
} {
  const cast = createCast(random, split, pieces)
  return {
    word: (stepCount) => acceptProblem(split, () => drawAuthorProblem(authors, stepCount, { random, cast })),
  }
}
