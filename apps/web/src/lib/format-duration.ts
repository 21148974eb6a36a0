/** A duration to about three digits: "3.2 ms", "480 ms", "1.25 s". */
export function formatDuration(durationMs: number, language: string): string {
  const isShort = durationMs < 1000
  const value = isShort ? durationMs : durationMs / 1000
  const maximumFractionDigits = isShort ? (value < 10 ? 1 : 0) : value < 10 ? 2 : 1
  return `${new Intl.NumberFormat(language, { maximumFractionDigits }).format(value)} ${isShort ? 'ms' : 's'}`
}
