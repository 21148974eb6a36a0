const formats = new Map<string, Intl.NumberFormat>()

/** A number as it is written in a language, with at most so many digits after the point. Formats are costly to make. */
export function formatNumber(value: number, language: string, maximumFractionDigits = 0): string {
  const key = `${language} ${maximumFractionDigits}`
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { maximumFractionDigits })
  formats.set(key, format)
  return format.format(value)
}
