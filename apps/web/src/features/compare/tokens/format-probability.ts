/** A probability for people to read: `12.3 %`, and powers of ten where a percentage would be 0. */
export function formatProbability(logprob: number, language: string): string {
  const probability = Math.exp(logprob)
  if (probability >= 0.0001) {
    const digits = probability >= 0.1 ? 0 : probability >= 0.01 ? 1 : 2
    return `${numberFormat(language, 0, digits).format(probability * 100)} %`
  }
  const exponent = Math.floor(logprob / Math.LN10)
  const mantissa = Math.exp(logprob - exponent * Math.LN10)
  return `${numberFormat(language, 0, 1).format(mantissa)}·10${toSuperscript(exponent)}`
}

/** A logprob or a loss, with a real minus. */
export function formatNats(value: number, language: string): string {
  const shown = Math.abs(value) < 0.005 ? 0 : value
  return numberFormat(language, 2, 2).format(shown).replace('-', '−')
}

const formats = new Map<string, Intl.NumberFormat>()

/** To make one takes longer than to use it, and thousands of tokens are shown. */
function numberFormat(language: string, least: number, most: number): Intl.NumberFormat {
  const key = `${language} ${least} ${most}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: most })
  formats.set(key, made)
  return made
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [String(digit), sign])),
}

function toSuperscript(value: number): string {
  return [...String(value)].map((sign) => superscripts[sign] ?? sign).join('')
}
