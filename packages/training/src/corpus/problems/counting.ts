import type { Cast } from '../cast.ts'
import { capitalize } from '../grammar.ts'
import { countingGrammar } from '../phrasing/counting.ts'
import type { Random } from '../random.ts'
import { addEvent, addShare } from './counting-events.ts'
import { type Problem, signatureOf, startWorking } from './problem.ts'
import { phrase, type Telling } from './telling.ts'

/** Joins clauses with full stops, "and", "then", adverbs of time, or hangs them all on "if". */
function tell(telling: Telling, question: string): string {
  const { random, clauses } = telling
  const isFlat = clauses.every((clause) => !clause.includes('. '))
  const joined =
    clauses.slice(0, -1).join(', ') + (clauses.length > 1 ? ' and ' : '') + (clauses.at(-1) ?? '')
  if (isFlat && question.startsWith('how') && random.chance(0.07)) return `If ${joined}, ${question}?`
  if (isFlat && question.startsWith('how') && random.chance(0.07))
    return `${capitalize(question)} if ${joined}?`
  let text = ''
  clauses.forEach((clause, at) => {
    const when = random.pick(countingGrammar.when ?? [])
    if (at === 0) text = capitalize(clause)
    else if (random.chance(0.14) && !clause.includes('. '))
      text += `${random.pick([' and', ', then', ' and then', ', but', ' and later'])} ${clause}`
    else text += `. ${capitalize(random.chance(0.25) ? `${when} ${clause}` : clause)}`
  })
  return `${text}. ${question.endsWith('.') ? capitalize(question) : `${capitalize(question)}?`}`
}

/** Who starts with what. */
function beginTelling(random: Random, cast: Cast): Telling {
  const who = random.chance(0.86) ? cast.character() : undefined
  const tense = who && who.person !== 'third' ? 'past' : random.pick(['present', 'past'] as const)
  const count = random.int(2, random.chance(0.12) ? 99 : 40)
  const things = cast.items()
  const working = startWorking()
  const telling: Telling = { random, cast, who, tense, things, clauses: [], working, count, last: 'start' }
  telling.clauses.push(phrase(telling, who ? 'start' : 'startPlace', { c: count }))
  const opener = random.pick([
    `At first there are ${count} ${things}.`,
    `There are ${count} ${things} at first.`,
    `We start with ${count} ${things}.`,
  ])
  if (random.chance(0.5)) working.steps.push(opener)
  return telling
}

function questionList({ last, who, random }: Telling): string {
  if (last === 'share') return 'questionShare'
  if (who === undefined) return 'questionPlace'
  return last === 'lose' && random.chance(0.5) ? 'questionLeft' : 'question'
}

/** A count that changes: gains, losses, groups, doubling, sharing. Undefined when the numbers did not work out. */
export function countingProblem(random: Random, cast: Cast, stepCount: number): Problem | undefined {
  const telling = beginTelling(random, cast)
  const { working, clauses } = telling
  while (working.count < stepCount) {
    const left = stepCount - working.count
    const isAdded = left === 1 && random.chance(0.1) ? addShare(telling) : addEvent(telling, left)
    if (!isAdded) return undefined
    if (telling.who && random.chance(0.05)) clauses.push(phrase(telling, 'distractor'))
  }
  return {
    question: tell(telling, phrase(telling, questionList(telling))),
    steps: working.steps,
    answer: telling.count,
    stepCount,
    signature: signatureOf(working.steps),
    voice: 'grammar',
  }
}
