import { calculate } from './problem.ts'
import { addStep, phrase, type Telling } from './telling.ts'

/** Groups of the same size come (+) or go (-): two operations. */
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
  telling.working.count += 2
  telling.count = after.result
  telling.last = operator === '+' ? 'gain' : 'lose'
  return true
}

function addChange(telling: Telling, kind: 'gain' | 'lose'): boolean {
  const { random, who } = telling
  if (kind === 'lose' && telling.count < 4) return false
  const largest =
    kind === 'gain'
      ? random.chance(0.12)
        ? 80
        : 25
      : Math.min(telling.count - 1, random.chance(0.12) ? 80 : 30)
  const n = random.int(2, largest)
  addStep(
    telling,
    phrase(telling, who === undefined ? `${kind}Place` : kind, { n }),
    kind === 'gain' ? '+' : '-',
    n,
  )
  telling.last = kind
  return true
}

function addScaling(telling: Telling): boolean {
  const isDouble = telling.count % 2 === 1 || telling.random.chance(0.5)
  addStep(telling, phrase(telling, isDouble ? 'double' : 'half'), isDouble ? '*' : '/', 2)
  telling.last = isDouble ? 'gain' : 'lose'
  return true
}

/** Adds something that happens. False: the numbers did not allow it, and nothing was added. */
export function addEvent(telling: Telling, operationsLeft: number): boolean {
  const isRoomForGroups = operationsLeft >= 2
  return telling.random.weighted<() => boolean>([
    [40, () => addChange(telling, 'gain')],
    [40, () => addChange(telling, 'lose')],
    [isRoomForGroups ? 45 : 0, () => addGroups(telling, '+')],
    [isRoomForGroups ? 22 : 0, () => addGroups(telling, '-')],
    [telling.who ? 6 : 0, () => addScaling(telling)],
  ])()
}

/** The end of some stories: everything is shared out equally. */
export function addShare(telling: Telling): boolean {
  const divisors = [2, 3, 4, 5, 6, 8, 10].filter((k) => telling.count % k === 0 && telling.count / k > 1)
  if (telling.who === undefined || divisors.length === 0) return false
  const k = telling.random.pick(divisors)
  addStep(telling, phrase(telling, 'share', { k }), '/', k)
  telling.last = 'share'
  return true
}
