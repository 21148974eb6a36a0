import type { ProblemSource } from '../problems/problem-source.ts'
import { answered } from './answered.ts'

/** Pages this long hold facts and questions in one row of training. */
const factCounts = [2, 6] as const

type Fact = { readonly owner: string; readonly count: number; readonly things: string }

function drawFacts({ random, cast }: ProblemSource): Fact[] {
  const facts: Fact[] = []
  const wanted = random.int(...factCounts)
  const shared = random.chance(0.5) ? cast.items() : undefined
  while (facts.length < wanted) {
    const owner = cast.name().first
    const count = random.int(2, random.chance(0.3) ? 199 : 40)
    const isKnown = facts.some((fact) => fact.owner === owner || fact.count === count)
    if (!isKnown) facts.push({ owner, count, things: shared ?? cast.items() })
  }
  return facts
}

/** A question about one fact, with its answer marked. */
type Asking = (fact: Fact) => string

const askings: readonly Asking[] = [
  ({ owner, count, things }) => `How many ${things} does ${owner} have?${answered(` ${count}.`)}`,
  ({ owner, count, things }) => `${owner} has${answered(` ${count} ${things}.`)}`,
  ({ owner, count }) => `${owner}:${answered(` ${count}`)}`,
  ({ owner, count }) => `Who has ${count}?${answered(` ${owner}.`)}`,
  ({ owner, count, things }) => `${count} ${things} belong to${answered(` ${owner}.`)}`,
]

/**
 * Who has how many of what, and then all of it asked back in another order. To find the number or the name that belongs
 * to something is the first step of every problem, and a model learns it sooner where nothing else is asked.
 */
export function lookupPage(source: ProblemSource): string {
  const { random } = source
  const facts = drawFacts(source)
  const tell = random.pick<(fact: Fact) => string>([
    ({ owner, count, things }) => `${owner} has ${count} ${things}.`,
    ({ owner, count, things }) => `${owner}: ${count} ${things}.`,
    ({ owner, count, things }) => `There are ${count} ${things} with ${owner}.`,
  ])
  const separator = random.pick([' ', '\n'])
  const ask = random.pick(askings)
  const asked = random.shuffle([...facts, ...facts].slice(0, random.int(facts.length, 2 * facts.length)))
  return [
    ...facts.map(tell),
    ...asked.map((fact) => (random.chance(0.8) ? ask : random.pick(askings))(fact)),
  ].join(separator)
}
