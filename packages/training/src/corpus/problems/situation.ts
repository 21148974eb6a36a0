import { type Cast, characterValues } from '../cast.ts'
import { capitalizeSentences, expand, type Values } from '../grammar.ts'
import { goods, receivers, units } from '../phrasing/nouns.ts'
import { situations } from '../phrasing/situations.ts'
import type { Random } from '../random.ts'
import { type Problem, signatureOf } from './problem.ts'

/** A fixed situation (difference, price, change, shares, …) in one of its wordings. Undefined: no such step count. */
export function situationProblem(random: Random, cast: Cast, stepCount: number): Problem | undefined {
  const fitting = situations.filter((situation) => situation.stepCount === stepCount)
  const situation = random.weighted(fitting.map((entry) => [entry.weight, entry] as const))
  const numbers = situation.numbers(random)
  const who = cast.name()
  const tense = random.pick(['present', 'past'] as const)
  const [good, plural] = random.pick(goods)
  const [container, containers] = cast.container()
  const friend = cast.friend(who.first)
  const friend2 = cast.friend(friend)
  const values: Values = {
    ...characterValues(who, tense, random),
    ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, cast.say(value)])),
    first: who.first,
    name3: who.first,
    friend,
    friend2,
    friend3: random.pick([who.first, cast.friend(friend)]),
    items: cast.items(),
    others: cast.items(),
    good,
    goods: plural,
    good2: random.pick(goods.filter(([one]) => one !== good))[0],
    container,
    containers,
    receivers: random.pick(receivers),
    ...Object.fromEntries(Object.entries(units).map(([key, names]) => [key, random.pick(names)])),
  }
  const form = random.pick(situation.forms)
  const question = expand(form, { random, grammar: {}, values, tense })
  const { steps, answer } = situation.solve(numbers)
  return {
    question: capitalizeSentences(question),
    steps,
    answer,
    stepCount,
    signature: signatureOf(steps),
    voice: 'grammar',
  }
}
