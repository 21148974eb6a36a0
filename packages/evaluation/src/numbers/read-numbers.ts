import { findUnit, type Unit } from './units.ts'

export interface ReadNumber {
  readonly value: number
  readonly isPercent: boolean
  /** Null where none that is known stands beside it. */
  readonly unit: Unit | null
  /** Where it stands in the text as `plainNotation` gives it: from `from` up to, not including, `to`. */
  readonly from: number
  readonly to: number
}

/** What separates the decimals: with a comma, points and not commas separate thousands. */
export type DecimalSign = '.' | ','

const vulgar: Readonly<Record<string, string>> = {
  ...{ '½': '1/2', '⅓': '1/3', '⅔': '2/3', '¼': '1/4', '¾': '3/4', '⅕': '1/5', '⅖': '2/5', '⅗': '3/5' },
  ...{ '⅘': '4/5', '⅙': '1/6', '⅚': '5/6', '⅛': '1/8', '⅜': '3/8', '⅝': '5/8', '⅞': '7/8' },
}

/** LaTeX, full width and typographic signs in the characters of a keyboard. Narrow spaces become U+00A0. */
export function plainNotation(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\u2212\ufe63]/g, '-')
    .replaceAll(/[\u2009\u202f\u2007]/g, '\u00a0')
    .replaceAll(/(\d?)([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/g, (_, digit: string, sign: string) =>
      digit === '' ? (vulgar[sign] ?? '') : `${digit} ${vulgar[sign] ?? ''}`,
    )
    .replaceAll('\u2044', '/')
    .replaceAll(
      /(\d?)\\[dt]?frac\s?\{(\d{1,30})\}\s?\{(\d{1,30})\}/g,
      (_, digit: string, top: string, under: string) =>
        digit === '' ? `${top}/${under}` : `${digit} ${top}/${under}`,
    )
    .replaceAll('{,}', ',')
    .replaceAll(/\\[!,;]/g, '')
    .replaceAll(/\\(?:text|mathrm|textbf|mathbf)\s?\{([^{}]{0,100})\}/g, ' $1 ')
    .replaceAll(/\\([$%])/g, '$1')
    .replaceAll(/\\times|×/g, '*')
}

/** Nothing that a minus could subtract from stands right before it: in "10-3" it is an operation. */
const sign = String.raw`(?<![\w.)])[-+]`
const currency = '[$€£¥]'
const exponent = String.raw`(?:[eE][-+]?\d{1,3}(?![\w.])|\s?\*\s?10\s?(?:\^|\*\*)\s?\{?(-?\d{1,3})\}?)`

function numberPattern(decimalSign: DecimalSign): RegExp {
  const [point, comma] = decimalSign === '.' ? [String.raw`\.`, ','] : [',', String.raw`\.`]
  const grouped = String.raw`\d{1,3}(?:[${comma}'\u2019\u00a0]\d{3})+(?!\d)`
  const decimal = String.raw`(?:(?:${grouped}|\d+)(?:${point}\d+)?|(?<![\w.)])${point}\d+)`
  const fraction = String.raw`(?<![\d/.,])(?:\d{1,15}\s)?\d{1,15}/\d{1,15}(?![\d/]|[.,]\d)`
  return new RegExp(
    String.raw`(?<sign>${sign}\s?)?(?<before>${currency}\s?)?(?<inner>(?<=[$€£¥]\s?)[-+])?(?:(?<fraction>${fraction})|(?<decimal>${decimal})(?<exponent>${exponent})?)(?=(?<after>\s?%|\s?(?:percent|per cent)\b|\s?[¢€£¥$]|[ \u00a0]?\p{L}{1,20})?)`,
    'gu',
  )
}

const patterns = { '.': numberPattern('.'), ',': numberPattern(',') }

/** All numbers of a text in `plainNotation`, in order: signs, thousands, decimals, fractions, powers of ten, units. */
export function readNumbers(text: string, decimalSign: DecimalSign = '.'): ReadNumber[] {
  const found = Array.from(text.matchAll(patterns[decimalSign]), (match) => {
    const { sign: outer, before, inner, fraction, decimal, exponent: power, after } = match.groups ?? {}
    const size =
      fraction === undefined
        ? readDecimal(decimal ?? '', decimalSign) * 10 ** readPower(power)
        : readFraction(fraction)
    const behind = after?.trim() ?? ''
    const unit = findUnit(behind) ?? findUnit(before?.trim() ?? '')
    const isPercent = behind === '%' || behind === 'percent' || behind === 'per cent'
    const isNegative = outer?.trim() === '-' || inner === '-'
    return {
      value: isNegative ? -size : size,
      isPercent,
      unit,
      from: match.index,
      to: match.index + match[0].length + (isPercent || findUnit(behind) !== null ? (after?.length ?? 0) : 0),
    }
  })
  // 1/0 is none, and neither is a power beyond the largest number.
  return found.filter(({ value }) => Number.isFinite(value))
}

function readDecimal(text: string, decimalSign: DecimalSign): number {
  const digits = text.replaceAll(decimalSign === '.' ? /[,'\u2019\u00a0]/g : /[.'\u2019\u00a0]/g, '')
  return Number(digits.replace(decimalSign, '.'))
}

function readFraction(text: string): number {
  const [front, behind] = text.includes('/') ? text.split('/') : ['', '1']
  const parts = (front ?? '').split(/\s/)
  const whole = parts.length === 2 ? Number(parts[0]) : 0
  return whole + Number(parts.at(-1)) / Number(behind)
}

function readPower(text: string | undefined): number {
  if (text === undefined) return 0
  return Number(/-?\d+\}?$/.exec(text)?.[0].replace('}', '') ?? 0)
}
