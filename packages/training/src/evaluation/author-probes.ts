import { syllables } from '../corpus/invented.ts'
import type { Problem } from '../corpus/problems/problem.ts'
import { createRandom } from '../corpus/random.ts'
import { createAuthorProblems } from '../corpus/word-problems/author-problems.ts'
import { authorTemplates } from '../corpus/word-problems/author-templates.ts'
import type { Model } from './ask.ts'
import { named, type Probe } from './probe.ts'
import { answersDirectly, answersStepByStep } from './problem-answers.ts'

const longest = 4

/** Problems of the held-out authors; each number of steps comes as often as they wrote it. */
function drawAuthorProblems(count: number): Problem[] {
  const random = createRandom(7200)
  const source = createAuthorProblems({ authors: 'held-out', random, pieces: syllables() })
  const templates = authorTemplates('held-out')
  const weights = Array.from(
    { length: longest },
    (_, at) => [templates[at + 1]?.length ?? 0, at + 1] as const,
  )
  return Array.from({ length: count }, () => source.word(random.weighted(weights)))
}

function authorProbe(id: string, isRight: (model: Model, problem: Problem) => Promise<boolean>): Probe {
  return {
    id,
    async measure(model, count) {
      const counts = Array.from({ length: longest + 1 }, () => ({ correct: 0, count: 0 }))
      for (const problem of drawAuthorProblems(count)) {
        const correct = Number(await isRight(model, problem))
        for (const place of [counts[0], counts[problem.stepCount]]) {
          if (!place) continue
          place.correct += correct
          place.count += 1
        }
      }
      return counts.flatMap((place, steps) =>
        place.count > 0 ? [named(steps === 0 ? id : `${id}-${steps}`, place)] : [],
      )
    },
  }
}

/** Problems by people whose wording training never showed: together, and by number of steps. */
export const authorProbes: readonly Probe[] = [
  authorProbe('authors-direct', answersDirectly),
  authorProbe('authors-zero-shot', answersStepByStep),
]
