import { type Cast, type Character, characterValues } from '../cast.ts'
import { capitalize, type Expansion, expandList, type Tense, type Values } from '../grammar.ts'
import { countingGrammar } from '../phrasing/counting.ts'
import { adjectives, receivers } from '../phrasing/nouns.ts'
import type { Random } from '../random.ts'
import { calculate, type Problem, startWorking, type Working } from './problem.ts'

/** One telling of a counting problem: who, what, and the clauses so far. */
type Telling = {
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

function phrase(telling: Telling, list: string, numbers: Values = {}): string {
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
  if (who === undefined) return expandList(list, { random, grammar: countingGrammar, values, tense })
  const isThird = who.person === 'third'
  const personal: Values = {
    first: who.first,
    who: random.chance(0.6) ? who.he : who.again,
    who2: who.person === 'third' ? who.again : who.him,
    name3: isThird ? who.again : 'everyone',
    has2: isThird ? 'has' : 'have',
  }
  const expansion: Expansion = { random, grammar: countingGrammar, values: { ...values, ...personal }, tense }
  return expandList(list, expansion)
}

/** Adds the clause and its equation. The number of the equation counts in the signature, so does the operator. */
function addStep(telling: Telling, clause: string, operator: '+' | '-' | '*' | '/', amount: number): void {
  const { text, result } = calculate(telling.count, operator, amount)
  telling.clauses.push(clause)
  telling.working.steps.push(text)
  telling.working.signature.push(`${operator}${amount}`)
  telling.working.count += 1
  telling.count = result
}

function addGroups(telling: Telling, operator: '+' | '-'): boolean {
  const { random, who } = telling
  const k = random.int(2, 9)
  const m = random.int(2, 10)
  if (who === undefined || (operator === '-' && k * m >= telling.count)) return false
  const before = telling.count
  const { text, result } = calculate(k, '*', m)
  const [container, containers] = telling.cast.container()
  const clause = phrase(telling, operator === '+' ? 'bags' : 'each', { k, m, container, containers })
  const groups = clause.includes(containers) ? `${containers} of ${m} is` : `groups of ${m} make`
  const after = calculate(before, operator, result)
  telling.clauses.push(clause)
  telling.working.steps.push(`${k} ${groups} ${text}`, after.text)
  telling.working.signature.push(`${operator}${k}*${m}`)
  telling.working.count += 2
  telling.count = after.result
  telling.last = operator === '+' ? 'gain' : 'lose'
  return true
}

function addEvent(telling: Telling, left: number): boolean {
  const { random, who } = telling
  const suffix = who === undefined ? 'Place' : ''
  const kind = random.weighted([
    [40, 'gain'],
    [40, 'lose'],
    [left >= 2 ? 45 : 0, 'bags'],
    [left >= 2 ? 22 : 0, 'each'],
    [who ? 6 : 0, 'scale'],
  ] as const)
  if (kind === 'bags' || kind === 'each') return addGroups(telling, kind === 'bags' ? '+' : '-')
  if (kind === 'scale') {
    const isDouble = telling.count % 2 === 1 || random.chance(0.5)
    addStep(telling, phrase(telling, isDouble ? 'double' : 'half'), isDouble ? '*' : '/', 2)
    telling.last = isDouble ? 'gain' : 'lose'
    return true
  }
  if (kind === 'gain') {
    const n = random.int(2, random.chance(0.3) ? 80 : 30)
    addStep(telling, phrase(telling, `gain${suffix}`, { n }), '+', n)
  } else {
    if (telling.count < 4) return false
    const n = random.int(2, Math.min(telling.count - 1, 60))
    addStep(telling, phrase(telling, `lose${suffix}`, { n }), '-', n)
  }
  telling.last = kind
  return true
}

function addShare(telling: Telling): boolean {
  const divisors = [2, 3, 4, 5, 6, 8, 10].filter((k) => telling.count % k === 0 && telling.count / k > 1)
  if (telling.who === undefined || divisors.length === 0) return false
  const k = telling.random.pick(divisors)
  addStep(telling, phrase(telling, 'share', { k }), '/', k)
  telling.last = 'share'
  return true
}

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

/** A count that changes: gains, losses, groups, doubling, sharing. Undefined when the numbers did not work out. */
export function countingProblem(random: Random, cast: Cast, stepCount: number): Problem | undefined {
  const who = random.chance(0.86) ? cast.character() : undefined
  const tense = who && who.person !== 'third' ? 'past' : random.pick(['present', 'past'] as const)
  const count = random.int(2, random.chance(0.3) ? 99 : 40)
  const things = cast.items()
  const telling: Telling = {
    random,
    cast,
    who,
    tense,
    things,
    clauses: [],
    working: startWorking(count),
    count,
    last: 'start',
  }
  telling.clauses.push(phrase(telling, who ? 'start' : 'startPlace', { c: count }))
  const opener = random.pick([
    `At first there are ${count} ${things}.`,
    `There are ${count} ${things} at first.`,
    `We start with ${count} ${things}.`,
  ])
  if (random.chance(0.5)) telling.working.steps.push(opener)
  while (telling.working.count < stepCount) {
    const left = stepCount - telling.working.count
    const isShared = left === 1 && random.chance(0.1)
    if (!(isShared ? addShare(telling) : addEvent(telling, left))) return undefined
    if (telling.working.count > stepCount) return undefined
    if (who && random.chance(0.05)) telling.clauses.push(phrase(telling, 'distractor'))
  }
  const isLeft = telling.last === 'lose' && random.chance(0.5)
  const list =
    telling.last === 'share'
      ? 'questionShare'
      : who === undefined
        ? 'questionPlace'
        : isLeft
          ? 'questionLeft'
          : 'question'
  return {
    question: tell(telling, phrase(telling, list)),
    steps: telling.working.steps,
    answer: telling.count,
    stepCount,
    signature: telling.working.signature.join(','),
  }
}
