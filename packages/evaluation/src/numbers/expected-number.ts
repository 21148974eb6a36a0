import { type ReadingRule, readAnswerNumber } from './read-answer-number.ts'
import { plainNotation, type ReadNumber, readNumbers } from './read-numbers.ts'

/** What a reference asks for: from `low` to `high`, both included; the same where it is one number. */
export interface ExpectedNumber {
  readonly low: ReadNumber
  readonly high: ReadNumber
}

/** "5", "3/4 cup", "10..12", "10 to 12", "10 – 12", "11 ± 1", or a worked solution that ends with "#### 5". */
export function readExpected(reference: string, rule: ReadingRule): ExpectedNumber | null {
  const text = plainNotation(reference)
  const numbers = readNumbers(text, rule.decimalSign)
  const [first, second] = numbers
  if (numbers.length === 2 && first !== undefined && second !== undefined) {
    const between = text.slice(first.to, second.from).trim()
    if (/^(?:\.\.|…|–|to)$/.test(between)) return { low: withUnit(first, second), high: second }
    if (/^(?:±|\+\/?-)$/.test(between)) {
      const middle = withUnit(first, second)
      const by = (sign: 1 | -1) => ({ ...middle, value: first.value + sign * second.value })
      return { low: by(-1), high: by(1) }
    }
  }
  const only = readAnswerNumber(reference, { ...rule, pick: 'last', firstLineOnly: false })
  return only === null ? null : { low: only, high: only }
}

/** In "10 to 12 km" the unit of the second number is that of both. */
function withUnit(first: ReadNumber, second: ReadNumber): ReadNumber {
  return { ...first, unit: first.unit ?? second.unit, isPercent: first.isPercent || second.isPercent }
}

export interface Tolerance {
  readonly absolute: number
  /** As a share of the expected number. */
  readonly relative: number
}

/**
 * Whether a number is the expected one. Units are converted where both are known and measure the same; where one side
 * has none, its number counts as it is. 50 % is 50, and is 0.5 where the other side has no percent sign.
 */
export function isExpected(read: ReadNumber, { low, high }: ExpectedNumber, tolerance: Tolerance): boolean {
  const scale = unitScale(read, low)
  if (scale === null) return false
  const value = read.value * scale
  const percentScales = read.isPercent === low.isPercent ? [1] : [1, read.isPercent ? 0.01 : 100]
  return percentScales.some((percent) => isWithin(value * percent, low.value, high.value, tolerance))
}

function unitScale(read: ReadNumber, expected: ReadNumber): number | null {
  if (read.unit === null || expected.unit === null) return 1
  return read.unit.dimension === expected.unit.dimension ? read.unit.factor / expected.unit.factor : null
}

/** The rounding of binary fractions is no difference. */
const ROUNDING = 4 * Number.EPSILON

function isWithin(value: number, low: number, high: number, { absolute, relative }: Tolerance): boolean {
  const slack = (bound: number) => Math.max(absolute, relative * Math.abs(bound)) + ROUNDING * Math.abs(bound)
  return value >= low - slack(low) && value <= high + slack(high)
}
