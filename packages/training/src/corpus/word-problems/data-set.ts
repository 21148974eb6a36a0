import type { Cast, Character } from '../cast.ts'
import { createCast } from '../cast.ts'
import { mentionsHeldOut } from '../held-out-words.ts'
import { syllables } from '../invented.ts'
import { heldOutFemaleNames, heldOutMaleNames } from '../phrasing/nouns.ts'
import { heldOutThings } from '../phrasing/things.ts'
import { acceptProblem } from '../problems/acceptance.ts'
import type { Problem } from '../problems/problem.ts'
import { createRandom, type Random } from '../random.ts'
import { authorTemplates } from './author-templates.ts'
import { instantiate } from './instantiate.ts'

const SEED = 20_261_130
const STEP_COUNTS = [1, 2, 3, 4, 5] as const
const PER_STEP_COUNT = 100

/**
 * The word problems that come with Trialogue: a hundred of each number of steps. None of them can occur in training, for
 * four reasons each of which would be enough: its author's wording, its numbers, its names and its things are held out.
 */
export function drawDataSet(): Problem[] {
  return STEP_COUNTS.flatMap((stepCount) => drawProblems(stepCount, createRandom(SEED + stepCount)))
}

/** Each template comes about as often as any other one; those without a name or a thing never do. */
function drawProblems(stepCount: number, random: Random): Problem[] {
  const templates = random.shuffle(authorTemplates('held-out')[stepCount] ?? [])
  const most = Math.ceil(PER_STEP_COUNT / templates.length) + 2
  const uses = new Map<number, number>()
  const known = new Set<string>()
  const problems: Problem[] = []
  let turn = 0
  while (problems.length < PER_STEP_COUNT) {
    let used = 0
    const problem = acceptProblem('held-out', () => {
      used = turn % templates.length
      turn += 1
      const template = templates[used]
      if (template === undefined || (uses.get(used) ?? 0) >= most) return undefined
      const { cast, hasInvented } = createHeldOutCast(random)
      const drawn = instantiate(template, { random, cast })
      const isFit = drawn !== undefined && !hasInvented() && mentionsHeldOut(drawn.question)
      return isFit && !known.has(drawn.question) ? drawn : undefined
    })
    uses.set(used, (uses.get(used) ?? 0) + 1)
    known.add(problem.question)
    problems.push(problem)
  }
  return problems
}

/** Names and things of the held-out split alone. People read these problems: invented words would puzzle them. */
function createHeldOutCast(random: Random): { cast: Cast; hasInvented(): boolean } {
  let isInvented = false
  const cast = createCast(random, 'held-out', syllables())
  const character = (): Character => {
    const isMale = random.chance(0.5)
    const first = random.pick(isMale ? heldOutMaleNames : heldOutFemaleNames)
    const [he, him, his] = isMale ? ['he', 'him', 'his'] : ['she', 'her', 'her']
    return { first, again: first, he: he ?? '', him: him ?? '', his: his ?? '', person: 'third' }
  }
  const own: Cast = {
    ...cast,
    name: character,
    character,
    thing: (kind) => random.pick(heldOutThings[kind]),
    word() {
      isInvented = true
      return cast.word()
    },
  }
  return { cast: own, hasInvented: () => isInvented }
}
