import { calculate } from '../problems/problem.ts'
import type { Random } from '../random.ts'

/**
 * Word problems that are one fixed situation told in many ways. `numbers` draws them (undefined: draw again),
 * `solve` gives the steps in order, `forms` are whole questions. Placeholders as in counting.ts, and {friend} {friend2}
 * {good} {goods} {good2} {others} {container} {containers} {receivers} {relative} and units
 * {dollars} {miles} {meters} {kilos} {liters}, one of each for a whole question.
 */
type Numbers = Readonly<Record<string, number>>
type Solution = {
  readonly steps: readonly string[]
  readonly answer: number
  readonly stepCount: number
}
export type Situation = {
  readonly id: string
  readonly weight: number
  readonly stepCount: number
  readonly numbers: (random: Random) => Numbers
  readonly solve: (numbers: Numbers) => Solution
  readonly forms: readonly string[]
}

type Term = number | 'it'
type Equation = readonly [Term, '+' | '-' | '*' | '/', Term]

/** Chains equations; 'it' is the result of the one before. */
function chain(...equations: Equation[]): Solution {
  let it = 0
  const steps = equations.map(([a, operator, b]) => {
    const { text, result } = calculate(a === 'it' ? it : a, operator, b === 'it' ? it : b)
    it = result
    return text
  })
  return { steps, answer: it, stepCount: equations.length }
}

/** Mostly small: large numbers cost a small model more than they teach it. */
const some = (random: Random) => random.int(2, random.chance(0.12) ? 80 : 30)

const of = (numbers: Numbers, key: string): number => {
  const value = numbers[key]
  if (value === undefined) throw new RangeError(`no number ${key}`)
  return value
}

export const situations: readonly Situation[] = [
  {
    id: 'difference',
    weight: 4,
    stepCount: 1,
    numbers: (r) => {
      const b = some(r)
      return { a: b + some(r), b }
    },
    solve: (n) => chain([of(n, 'a'), '-', of(n, 'b')]),
    forms: [
      'How many more {items} than {others} does {friend} have with {a} {items} and {b} {others}?',
      '{friend} got {a} points in the test, {friend2} got {b}. How many points more did {friend} get?',
      'One {container} has {a} {items}, the other has {b}. What is the difference between them?',
      '{friend} has {a} {items}. {friend2} has only {b}. How many {items} does {friend2} need to have as many as {friend}?',
      'The tower is {a} {meters} high and the house {b} {meters}. How many {meters} higher is the tower?',
      '{first} {has} {a} {items} and {friend} {has} {b}. How many more {items} does {name3} have than {friend}?',
      '{first} {has} {a} {items}. {friend} {has} {b} {items}. How many more does {name3} have?',
      '{friend} {has} {b} {items} and {friend2} {has} {a}. How many fewer {items} does {friend} have than {friend2}?',
      'There are {a} {items} and {b} {others}. How many more {items} than {others} are there?',
      '{friend} {makes|made} {a} {items}. {friend2} {makes|made} {b}. What is the difference?',
      '{friend} is {a} years old and {friend2} is {b}. How many years older is {friend}?',
      'The red team has {a} points and the blue team has {b} points. By how many points does the red team lead?',
      'One rope is {a} {meters} long, the other is {b} {meters} long. How much longer is the first rope?',
      'A {good} costs {a} {dollars} and a {good2} costs {b} {dollars}. How much more does the {good} cost?',
      '{friend} reads {a} pages and {friend2} reads {b} pages. How many more pages does {friend} read?',
      '{friend} weighs {a} {kilos} and {friend2} weighs {b} {kilos}. How much heavier is {friend}?',
      'It is {a} degrees in the valley and {b} degrees in the hills. How many degrees warmer is it in the valley?',
      'A class has {a} girls and {b} boys. How many more girls than boys are there?',
    ],
  },
  {
    id: 'missing',
    weight: 4,
    stepCount: 1,
    numbers: (r) => {
      const b = some(r)
      return { a: b + some(r), b }
    },
    solve: (n) => chain([of(n, 'a'), '-', of(n, 'b')]),
    forms: [
      '{friend} baked {a} {items}. At the end of the day {b} are left. How many were sold?',
      'A {container} can hold {a} {items}. There are {b} in it. How many more {items} fit in?',
      'Of the {a} {items} that {friend} has, {b} are {good} pictures. How many are not?',
      '{a} {receivers} were invited and {b} came. How many did not come?',
      '{friend} wants to walk {a} {miles} this week and has walked {b}. How far must {friend} still walk?',
      'After {friend} gave {friend2} some {items}, {b} of the {a} were left. How many did {friend2} get?',
      '{friend} {has} {a} {items}. After giving some away there are {b} left. How many {items} did {friend} give away?',
      '{friend} had {a} {items}, lost some and has {b} now. How many {items} did {friend} lose?',
      '{friend} had {b} {items}. Now there are {a}. How many {items} did {friend} get?',
      '{friend} has {b} {items} and wants to have {a}. How many more does {friend} need?',
      '{friend} needs {a} {items} but has only {b}. How many {items} are missing?',
      'A {good} costs {a} {dollars}. {friend} has {b} {dollars}. How many more {dollars} does {friend} need?',
      '{friend} has read {b} of {a} pages. How many pages are left to read?',
      'There are {a} {items} in a {container}. {b} of them are red, the rest are blue. How many are blue?',
      '{a} people are in a room. {b} of them are women. How many are men?',
      'There are {a} children in the class. {b} are girls. How many boys are there?',
      'The trip is {a} {miles} long. {friend} has driven {b} {miles}. How many {miles} are left?',
      'A movie takes {a} minutes. {friend} has watched {b} minutes. How many minutes remain?',
      '{friend} has {a} {items} and {others} together. {b} of them are {items}. How many {others} does {friend} have?',
      'The game needs {a} points to win. {friend} has {b} points. How many points are still needed?',
    ],
  },
  {
    id: 'sum',
    weight: 4,
    stepCount: 1,
    numbers: (r) => ({ a: some(r), b: some(r) }),
    solve: (n) => chain([of(n, 'a'), '+', of(n, 'b')]),
    forms: [
      '{friend} has {a} {items} in one {container} and {b} in another. How many {items} is that?',
      '{a} {items} came on Monday and {b} on Friday. How many came in total?',
      'A farm has {a} {items} and {b} {others}. How many is that together?',
      '{friend} saw {a} {items} in the morning and {b} in the evening. How many {items} did {friend} see?',
      '{friend} wrote {a} pages last week and {b} pages this week. What is the total number of pages?',
      'There were {a} people in the shop when {b} more came in. How many people were then in the shop?',
      'If you put {a} {items} and {b} {items} together, how many do you have?',
      '{friend} {has} {a} {items} and {friend2} {has} {b}. How many {items} do they have together?',
      '{friend} has {a} {items} and {friend2} has {b} {items}. How many do they have in all?',
      'There are {a} {items} and {b} {others} in a {container}. How many things are there in total?',
      '{friend} picks {a} {items} on Monday and {b} on Tuesday. How many {items} is that in total?',
      '{friend} walks {a} {miles} and then {b} {miles}. How many {miles} is that?',
      'A {good} costs {a} {dollars} and a {good2} costs {b} {dollars}. How much do both cost together?',
      'A {good} for {a} {dollars} and a {good2} for {b} {dollars}: what is the total price?',
      '{friend} is {a} years old. How old will {friend} be in {b} years?',
      '{friend} scores {a} points in the first round and {b} in the second. What is the total score?',
      '{friend} has {b} more {items} than {friend2}. {friend2} has {a} {items}. How many does {friend} have?',
      '{friend2} has {a} {items}. {friend} has {b} more than {friend2}. How many {items} does {friend} have?',
      'There are {a} boys and {b} girls in a class. How many children are there?',
      'It takes {friend} {a} minutes to eat and {b} minutes to wash up. How many minutes does that take?',
      'A train has {a} people on it. {b} more people get on. How many people are on the train?',
      'How many {items} are {a} {items} and {b} {items}?',
    ],
  },
  {
    id: 'fewer',
    weight: 2,
    stepCount: 1,
    numbers: (r) => {
      const b = r.int(2, 40)
      return { a: b + some(r), b }
    },
    solve: (n) => chain([of(n, 'a'), '-', of(n, 'b')]),
    forms: [
      'Of {a} {items}, {b} were sold. How many remained?',
      '{a} {items} were on the shelf before {friend} took {b}. How many are on it now?',
      'There were {a} people in the shop. Then {b} went home. How many stayed?',
      '{friend} poured {b} of the {a} {liters} of water away. How many {liters} are left?',
      'The {good} cost {a} {dollars}, but today it costs {b} {dollars} less. What is the price today?',
      '{friend2} has {a} {items}. {friend} has {b} fewer. How many {items} does {friend} have?',
      '{friend} has {b} fewer {items} than {friend2}, who has {a}. How many does {friend} have?',
      '{friend2} is {a} years old. {friend} is {b} years younger. How old is {friend}?',
      'A {good} costs {a} {dollars}. A {good2} is {b} {dollars} cheaper. How much is the {good2}?',
      '{friend2} runs {a} {miles}. {friend} runs {b} {miles} less. How many {miles} does {friend} run?',
      '{friend} had {a} {dollars} and paid {b} {dollars} for a {good}. How many {dollars} are left?',
      'A bus has {a} people on it. {b} people get off. How many people are still on the bus?',
      '{friend} is {a} years old. How old was {friend} {b} years ago?',
      'A rope is {a} {meters} long. {friend} cuts off {b} {meters}. How long is the rope now?',
    ],
  },
  {
    id: 'product',
    weight: 5,
    stepCount: 1,
    numbers: (r) => ({ k: r.int(2, 12), m: r.int(2, 12) }),
    solve: (n) => chain([of(n, 'k'), '*', of(n, 'm')]),
    forms: [
      'Each of the {k} {receivers} gets {m} {items}. How many {items} are needed?',
      'A {container} holds {m} {items}. {friend} fills {k} of them. How many {items} did {friend} use?',
      '{friend} walks {m} {miles} every day. How many {miles} is that in {k} days?',
      'There are {m} {items} in every {container}, and there are {k} {containers}. What is the total?',
      '{friend} needs {m} minutes for one {good}. How many minutes for {k} {goods}?',
      '{k} tables with {m} chairs each: how many chairs?',
      'For each {good} {friend} pays {m} {dollars}. What do {k} {goods} cost?',
      '{friend} has {k} {containers} of {m} {items} each. How many {items} are there?',
      '{friend} has {k} {containers} with {m} {items} in each {container}. How many {items} does {friend} have?',
      '{friend} buys {k} {containers} of {m} {items}. How many {items} is that?',
      'There are {k} {containers}. Each {container} has {m} {items}. How many {items} are there in all?',
      'One {container} holds {m} {items}. How many {items} do {k} {containers} hold?',
      '{friend} gives {m} {items} to each of {k} {receivers}. How many {items} does {friend} give away?',
      'A {good} costs {m} {dollars}. How much do {k} {goods} cost?',
      '{friend} buys {k} {goods} for {m} {dollars} each. How much does {friend} pay?',
      '{friend} buys {k} {goods} at {m} {dollars} each. What is the total price?',
      '{friend} reads {m} pages a day. How many pages does {friend} read in {k} days?',
      '{friend} earns {m} {dollars} an hour and works {k} hours. How much does {friend} earn?',
      'There are {k} rows of {m} chairs. How many chairs are there?',
      '{k} {receivers} have {m} {items} each. How many {items} do they have in total?',
      'Every one of {k} {receivers} brings {m} {items}. How many {items} is that altogether?',
      '{friend} has {m} {items} and {friend2} has {k} times as many. How many does {friend2} have?',
      'How many {items} are in {k} {containers} of {m}?',
    ],
  },
  {
    id: 'division',
    weight: 4,
    stepCount: 1,
    numbers: (r) => {
      const k = r.int(2, 10)
      return { a: k * r.int(2, 12), k }
    },
    solve: (n) => chain([of(n, 'a'), '/', of(n, 'k')]),
    forms: [
      '{a} {receivers} form {k} teams of the same size. How many are in a team?',
      '{friend} has {a} {items} for {k} {receivers}. Everyone gets the same number. How many does each get?',
      '{friend} packs {a} {items} into {containers} of {k}. How many {containers} is that?',
      '{friend} paid {a} {dollars} for {k} {goods}. What was the price of one?',
      '{a} {miles} in {k} hours: how many {miles} is that per hour?',
      '{friend} shares {a} {items} equally among {k} {receivers}. How many {items} does each one get?',
      '{friend} puts {a} {items} into {k} {containers}, the same number in each. How many are in one {container}?',
      '{friend} has {a} {items} and puts {k} in each {container}. How many {containers} does {friend} need?',
      '{k} {goods} cost {a} {dollars}. How much does one {good} cost?',
      '{a} {items} are divided equally between {k} {receivers}. How many does each get?',
      '{k} {receivers} split {a} {items} equally. How many is that for each?',
      'If {a} {items} are packed {k} to a {container}, how many {containers} are there?',
      '{friend} reads {a} pages in {k} days, the same number each day. How many pages is that per day?',
      'A {good} costs {k} {dollars}. How many {goods} can {friend} buy with {a} {dollars}?',
      '{friend} has {k} times as many {items} as {friend2}. {friend} has {a}. How many does {friend2} have?',
    ],
  },
  {
    id: 'change',
    weight: 5,
    stepCount: 2,
    numbers: (r) => {
      const k = r.int(2, 9)
      const p = r.int(2, 12)
      return { k, p, y: k * p + some(r) }
    },
    solve: (n) => {
      const cost = of(n, 'k') * of(n, 'p')
      return chain([of(n, 'k'), '*', of(n, 'p')], [of(n, 'y'), '-', cost])
    },
    forms: [
      'Out of {y} {items}, {friend} packs {k} {containers} of {p}. How many {items} are not packed?',
      '{friend} has {y} {items} and gives {p} to each of {k} {receivers}. How many are left?',
      'From {y} {dollars} {friend} pays {k} {receivers} {p} {dollars} each. How many {dollars} remain?',
      'There were {y} {items} in the shop. {k} people bought {p} each. How many {items} are still in the shop?',
      '{friend} buys {k} {goods} for {p} {dollars} each and pays with {y} {dollars}. How much change does {friend} get?',
      '{friend} has {y} {dollars} and buys {k} {goods} at {p} {dollars} each. How much money is left?',
      '{friend} has {y} {dollars}. {friend} buys {k} {goods} that cost {p} {dollars} each. How many {dollars} are left?',
      'A {good} costs {p} {dollars}. {friend} has {y} {dollars} and buys {k} of them. How much money does {friend} have left?',
      '{friend} gives the shop {y} {dollars} for {k} {goods} at {p} {dollars} each. How many {dollars} come back?',
      '{friend} had {y} {dollars}. {friend} spent it on {k} {goods} for {p} {dollars} each. How much is left?',
      'With {y} {dollars} {friend} goes to the shop and gets {k} {goods}. Each {good} costs {p} {dollars}. How much is left?',
      'How much money does {friend} have left after buying {k} {goods} for {p} {dollars} each, starting with {y} {dollars}?',
      'A book has {y} pages. {friend} reads {p} pages a day for {k} days. How many pages are left?',
      'There are {y} {items}. {k} {receivers} take {p} each. How many {items} are left?',
      'A tank holds {y} {liters} of water. {p} {liters} flow out every hour. How many {liters} are left after {k} hours?',
    ],
  },
  {
    id: 'twoPrices',
    weight: 4,
    stepCount: 2,
    numbers: (r) => ({ k: r.int(2, 9), p: r.int(2, 12), e: some(r) }),
    solve: (n) => chain([of(n, 'k'), '*', of(n, 'p')], ['it', '+', of(n, 'e')]),
    forms: [
      '{friend} already has {e} {items} and gets {p} more every day for {k} days. How many is that?',
      '{k} {receivers} bring {p} {items} each, and {friend} brings {e}. How many {items} are there?',
      '{friend} fills {k} {containers} with {p} {items} each, and {e} {items} are left over. How many {items} were there?',
      '{friend} buys {k} {goods} for {p} {dollars} each and a {good2} for {e} {dollars}. How much does {friend} pay?',
      '{friend} buys {k} {goods} at {p} {dollars} each. {friend} also buys a {good2} for {e} {dollars}. What is the total price?',
      'A {good} costs {p} {dollars} and a {good2} costs {e} {dollars}. How much do {k} {goods} and one {good2} cost?',
      '{friend} works {k} hours for {p} {dollars} an hour and gets {e} {dollars} extra. How much money is that?',
      'There are {k} {containers} of {p} {items} and {e} loose {items}. How many {items} are there in total?',
      '{friend} has {k} {containers} of {p} {items} each and {e} more {items}. How many {items} does {friend} have?',
      '{friend} reads {p} pages a day for {k} days and then {e} more pages. How many pages is that?',
      '{friend} scores {p} points in each of {k} games and {e} points in the last game. How many points is that?',
    ],
  },
  {
    id: 'comparedTotal',
    weight: 4,
    stepCount: 2,
    numbers: (r) => ({ x: some(r), d: r.int(2, 40) }),
    solve: (n) => chain([of(n, 'x'), '+', of(n, 'd')], [of(n, 'x'), '+', 'it']),
    forms: [
      '{friend} sold {x} {items} on Monday and {d} more than that on Tuesday. How many on both days?',
      'There are {x} boys in the class and {d} more girls than boys. How many children are in the class?',
      '{friend} has {x} {items}. {friend2} has {d} more {items} than {friend}. How many {items} do they have together?',
      '{friend} has {x} {items} and {friend2} has {d} more. How many do they have in total?',
      '{friend2} has {d} more {items} than {friend}, who has {x} {items}. How many {items} do they have in all?',
      '{friend} makes {x} {items}. {friend2} makes {d} more than {friend}. How many {items} do they make altogether?',
      'A {good} costs {x} {dollars}. A {good2} costs {d} {dollars} more. How much do both cost?',
      '{friend} runs {x} {miles} on Monday and {d} {miles} more on Tuesday than on Monday. How many {miles} is that in total?',
    ],
  },
  {
    id: 'comparedFewer',
    weight: 3,
    stepCount: 2,
    numbers: (r) => {
      const d = r.int(2, 30)
      return { x: d + r.int(2, 40), d }
    },
    solve: (n) => chain([of(n, 'x'), '-', of(n, 'd')], [of(n, 'x'), '+', 'it']),
    forms: [
      'There are {x} girls in the class and {d} fewer boys. How many children are there in all?',
      '{friend} has {x} {items}. {friend2} has {d} fewer {items} than {friend}. How many {items} do they have together?',
      '{friend} has {x} {items} and {friend2} has {d} fewer. How many do they have in total?',
      '{friend2} has {d} less than {friend}, who has {x} {items}. How many {items} do they have in all?',
      'A {good} costs {x} {dollars}. A {good2} is {d} {dollars} cheaper. How much do both cost together?',
      '{friend} picks {x} {items} today and {d} fewer tomorrow. How many {items} is that in total?',
    ],
  },
  {
    id: 'timesTotal',
    weight: 3,
    stepCount: 2,
    numbers: (r) => ({ x: r.int(2, 30), t: r.int(2, 4) }),
    solve: (n) => chain([of(n, 'x'), '*', of(n, 't')], [of(n, 'x'), '+', 'it']),
    forms: [
      '{friend} has {x} {items}. {friend2} has {t} times as many. How many {items} do they have together?',
      '{friend} has {x} {items} and {friend2} has {t} times as many {items}. How many do they have in all?',
      '{friend2} has {t} times as many {items} as {friend}. {friend} has {x}. How many do they have in total?',
      'A {good} costs {x} {dollars} and a {good2} costs {t} times as much. How much do both cost?',
      '{friend} sells {x} {items} in May and {t} times as many in June. How many {items} is that altogether?',
    ],
  },
  {
    id: 'ride',
    weight: 4,
    stepCount: 2,
    numbers: (r) => {
      const a = r.int(10, 60)
      return { a, b: r.int(2, a - 2), c: r.int(2, 40) }
    },
    solve: (n) => chain([of(n, 'a'), '-', of(n, 'b')], ['it', '+', of(n, 'c')]),
    forms: [
      '{friend} had {a} {items}, gave away {b}, and then got {c} from {friend2}. How many does {friend} have?',
      '{friend} has {a} {items}. After {b} are sold and {c} are made, how many are there?',
      'Of {a} {receivers}, {b} go home. Then {c} new ones arrive. How many are there now?',
      'There are {a} {items} in a {container}. {friend} takes out {b} and puts in {c}. How many are in it now?',
      'In a team there are {a} players. {b} leave and {c} join. How many players does it have?',
      'There are {a} people on a bus. At the stop {b} people get off and {c} people get on. How many people are on the bus now?',
      'A train has {a} people on it. {b} get off and {c} get on. How many people are on the train?',
      '{a} people sit in a room. {b} people leave and {c} people come in. How many people are in the room?',
      '{friend} has {a} {dollars}, spends {b} {dollars} and earns {c} {dollars}. How many {dollars} does {friend} have?',
      '{friend} has {a} points, loses {b} points and wins {c} points. What is the score now?',
      'It is {a} degrees. It gets {b} degrees colder and then {c} degrees warmer. How many degrees is it now?',
      'A shop has {a} {items}. It sells {b} and gets {c} new ones. How many {items} does the shop have?',
      '{a} {items} are on the tree. {b} fall down and {c} new ones grow. How many {items} are there now?',
    ],
  },
  {
    id: 'threeParts',
    weight: 4,
    stepCount: 2,
    numbers: (r) => ({ a: some(r), b: some(r), c: some(r) }),
    solve: (n) => chain([of(n, 'a'), '+', of(n, 'b')], ['it', '+', of(n, 'c')]),
    forms: [
      '{friend} has {a} {items}, finds {b} and buys {c}. How many is that in all?',
      'In the zoo there are {a} lions, {b} bears and {c} birds. How many animals is that?',
      '{friend} spent {a} {dollars} on food, {b} on books and {c} on toys. How much did {friend} spend?',
      '{friend} reads {a} pages on Monday, {b} on Tuesday and {c} on Wednesday. How many pages is that?',
      'There are {a} red, {b} blue and {c} green {items}. How many {items} are there in all?',
      '{friend} has {a} {items}, {friend2} has {b} and {relative} has {c}. How many {items} do they have together?',
      'A {good} costs {a} {dollars}, a {good2} {b} {dollars} and a bag {c} {dollars}. How much do all three cost?',
      '{friend} scores {a}, {b} and {c} points in three games. What is the total?',
      '{friend} drives {a} {miles}, then {b} {miles} and then {c} {miles}. How far is that?',
      'What do you get when you add {a}, {b} and {c} {items}?',
    ],
  },
  {
    id: 'remainingParts',
    weight: 4,
    stepCount: 2,
    numbers: (r) => {
      const a = r.int(2, 50)
      const b = r.int(2, 50)
      return { a, b, t: a + b + some(r) }
    },
    solve: (n) => chain([of(n, 't'), '-', of(n, 'a')], ['it', '-', of(n, 'b')]),
    forms: [
      '{friend} has {t} {items} and gives {a} to {friend2} and {b} to {friend3}. How many are left?',
      '{friend} makes {t} {items}, sells {a} in the morning and {b} in the afternoon. How many remain?',
      'Of {t} {receivers}, {a} take the bus and {b} take the train. The others walk. How many walk?',
      'There are {t} {items}. {a} are red, {b} are blue and the rest are green. How many are green?',
      'A book has {t} pages. {friend} reads {a} pages on Monday and {b} on Tuesday. How many pages are left?',
      '{friend} has {t} {dollars}, buys a {good} for {a} {dollars} and a {good2} for {b} {dollars}. How much money is left?',
      'The trip is {t} {miles} long. {friend} drives {a} {miles} in the morning and {b} in the afternoon. How many {miles} are left?',
      '{friend} had {t} {items}. {friend2} took {a} and a dog ate {b}. How many {items} are left?',
      'A day at the fair lasts {t} minutes. {friend} spends {a} minutes on rides and {b} minutes on food. How many minutes are left?',
    ],
  },
  {
    id: 'sharedAfter',
    weight: 3,
    stepCount: 2,
    numbers: (r) => {
      const k = r.int(2, 8)
      const t = k * r.int(2, 12)
      const b = r.int(1, t - 1) + 1
      return { a: Math.max(2, t - b), b: t - Math.max(2, t - b), k }
    },
    solve: (n) => chain([of(n, 'a'), '+', of(n, 'b')], ['it', '/', of(n, 'k')]),
    forms: [
      '{friend} has {a} red and {b} blue {items} and shares them equally among {k} {receivers}. How many does each one get?',
      '{friend} puts {a} {items} and {b} {others} into {k} {containers}, the same number in each. How many things are in each {container}?',
      '{friend} has {a} {items} and {friend2} has {b}. They divide them equally among {k} {receivers}. How many {items} does each get?',
    ],
  },
  {
    id: 'changeOfTwo',
    weight: 5,
    stepCount: 3,
    numbers: (r) => {
      const k = r.int(2, 9)
      const p = r.int(2, 9)
      const e = r.int(2, 40)
      return { k, p, e, y: k * p + e + r.int(2, 50) }
    },
    solve: (n) => {
      const cost = of(n, 'k') * of(n, 'p') + of(n, 'e')
      return chain([of(n, 'k'), '*', of(n, 'p')], ['it', '+', of(n, 'e')], [of(n, 'y'), '-', cost])
    },
    forms: [
      '{friend} pays {y} {dollars} for {k} {goods} at {p} {dollars} each and a {good2} that costs {e} {dollars}. What does {friend} get back?',
      '{friend} has {y} {items}, gives {k} {receivers} {p} each and {friend2} {e}. How many are left?',
      '{friend} buys {k} {goods} for {p} {dollars} each and a {good2} for {e} {dollars}. {friend} pays with {y} {dollars}. How much change is that?',
      '{friend} has {y} {dollars} and buys {k} {goods} at {p} {dollars} each and one {good2} for {e} {dollars}. How much money is left?',
      'A {good} costs {p} {dollars} and a {good2} costs {e} {dollars}. {friend} buys {k} {goods} and one {good2} and gives the shop {y} {dollars}. How much comes back?',
      '{friend} had {y} {dollars}. {friend} bought {k} {goods}, each for {p} {dollars}, and then a {good2} for {e} {dollars}. How much is left?',
    ],
  },
  {
    id: 'twoProducts',
    weight: 5,
    stepCount: 3,
    numbers: (r) => ({ k: r.int(2, 9), m: r.int(2, 10), j: r.int(2, 9), p: r.int(2, 10) }),
    solve: (n) => {
      const first = of(n, 'k') * of(n, 'm')
      return chain([of(n, 'k'), '*', of(n, 'm')], [of(n, 'j'), '*', of(n, 'p')], [first, '+', 'it'])
    },
    forms: [
      '{friend} fills {k} {containers} with {m} {items} each and {j} boxes with {p} {items} each. How many {items} is that?',
      'On a farm are {k} houses with {m} {items} and {j} houses with {p} {items}. How many {items} live there?',
      '{friend} buys {k} {goods} for {m} {dollars} each and {j} cups for {p} {dollars} each. How much does {friend} pay?',
      'There are {k} {containers} of {m} {items} and {j} bags of {p} {items}. How many {items} are there in all?',
      '{friend} has {k} {containers} of {m} {items}. {friend2} has {j} {containers} of {p}. How many {items} do they have together?',
      '{friend} works {k} hours at {m} {dollars} an hour and {j} hours at {p} {dollars} an hour. How much does {friend} earn?',
      '{friend} reads {m} pages a day for {k} days and {p} pages a day for {j} days. How many pages is that?',
      '{k} {receivers} bring {m} {items} each and {j} teachers bring {p} each. How many {items} is that?',
    ],
  },
  {
    id: 'weekTarget',
    weight: 3,
    stepCount: 3,
    numbers: (r) => {
      const k = r.int(2, 9)
      const m = r.int(2, 9)
      const a = r.int(2, 40)
      return { a, k, m, t: a + k * m + r.int(2, 50) }
    },
    solve: (n) => {
      const saved = of(n, 'a') + of(n, 'k') * of(n, 'm')
      return chain([of(n, 'k'), '*', of(n, 'm')], [of(n, 'a'), '+', 'it'], [of(n, 't'), '-', saved])
    },
    forms: [
      '{friend} wants a {good} for {t} {dollars}. {friend} has {a} {dollars} and saves {m} {dollars} a week for {k} weeks. How many {dollars} are still missing?',
      '{friend} needs {t} {items}. {friend} has {a} and gets {k} {containers} of {m}. How many more {items} does {friend} need?',
      'A book has {t} pages. {friend} reads {a} pages on Sunday and then {m} pages a day for {k} days. How many pages are left?',
    ],
  },
  {
    id: 'threeCompared',
    weight: 5,
    stepCount: 4,
    numbers: (r) => ({ x: r.int(2, 30), d: r.int(2, 20) }),
    solve: (n) => {
      const x = of(n, 'x')
      const y = x + of(n, 'd')
      return chain([x, '+', of(n, 'd')], ['it', '*', 2], [x, '+', y], ['it', '+', y * 2])
    },
    forms: [
      '{friend} has {x} {items}. {friend2} has {d} more than {friend}. {friend3} has twice as many as {friend2}. How many do the three have together?',
      '{friend2} has {d} more {items} than {friend}, and {friend3} has twice as many as {friend2}. {friend} has {x}. How many {items} do they have in all?',
      '{friend} has {x} {items} and {friend2} has {d} more. {friend3} has two times as many as {friend2}. How many {items} do all three have?',
    ],
  },
  {
    id: 'twoProductsChange',
    weight: 5,
    stepCount: 4,
    numbers: (r) => {
      const k = r.int(2, 7)
      const m = r.int(2, 9)
      const j = r.int(2, 7)
      const p = r.int(2, 9)
      return { k, m, j, p, y: k * m + j * p + r.int(2, 40) }
    },
    solve: (n) => {
      const first = of(n, 'k') * of(n, 'm')
      const both = first + of(n, 'j') * of(n, 'p')
      return chain(
        [of(n, 'k'), '*', of(n, 'm')],
        [of(n, 'j'), '*', of(n, 'p')],
        [first, '+', 'it'],
        [of(n, 'y'), '-', both],
      )
    },
    forms: [
      '{friend} has {y} {dollars} and buys {k} {goods} for {m} {dollars} each and {j} cups for {p} {dollars} each. How much money is left?',
      '{friend} buys {k} {goods} at {m} {dollars} each and {j} cards at {p} {dollars} each and pays with {y} {dollars}. How much change does {friend} get?',
      'A book has {y} pages. {friend} reads {m} pages a day for {k} days and {p} pages a day for {j} days. How many pages are left?',
      'There are {y} {items}. {k} {receivers} take {m} each and {j} teachers take {p} each. How many {items} are left?',
    ],
  },
]
