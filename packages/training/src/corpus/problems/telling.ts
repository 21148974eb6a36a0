import { type Cast, type Character, characterValues } from '../cast.ts'
import { expandList, type Tense, type Values } from '../grammar.ts'
import { countingGrammar } from '../phrasing/counting.ts'
import { adjectives, receivers } from '../phrasing/nouns.ts'
import type { Random } from '../random.ts'
import { calculate, type Operator, type Working } from './problem.ts'

/** One telling of a counting problem: who, what, and the clauses so far. */
export type Telling = {
  readonly random: Random
  readonly cast: Cast
  /** Without a person the count is of things in a place. */
  readonly who: Character | undefined
  readonly tense: Tense
  readonly things: string
  readonly clauses: string[]
  readonly working: Working
  count: number
  last: 'start' | 'gain' | 'lose' | 'share'
}

/** A clause from a list of the counting grammar, about this telling's person and things. Numbers may come out as words. */
export function phrase(telling: Telling, list: string, numbers: Values = {}): string {
  const { random, cast, who, tense, things } = telling
  const [container, containers] = cast.container()
  const person = who === undefined ? {} : characterValues(who, tense, random)
  const said = Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => [key, typeof value === 'number' ? cast.say(value) : value]),
  )
  const values: Values = {
    items: things,
    others: cast.items(),
    container,
    containers,
    receivers: random.pick(receivers),
    adjective: random.pick(adjectives),
    friend: cast.friend(who?.first ?? ''),
    d: random.int(3, 40),
    is2: 'is',
    ...person,
    ...said,
  }
  const personal = who === undefined ? {} : personalValues(who, random)
  return expandList(list, {
    random,
    grammar: countingGrammar,
    values: { ...values, ...personal },
    tense,
    prefersFirst: true,
  })
}

function personalValues(who: Character, random: Random): Values {
  const isThird = who.person === 'third'
  return {
    first: who.first,
    who: random.chance(0.6) ? who.he : who.again,
    who2: isThird ? who.again : who.him,
    name3: isThird ? who.again : 'everyone',
    has2: isThird ? 'has' : 'have',
  }
}

/** Adds the clause and its equation. */
export function addStep(telling: Telling, clause: string, operator: Operator, amount: number): void {
  const { text, result } = calculate(telling.count, operator, amount)
  telling.clauses.push(clause)
  telling.working.steps.push(text)
  telling.working.count += 1
  telling.count = result
}
