const steps = [
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000 },
  { unit: 'year', ms: 365 * 86_400_000 },
] as const

/** "5 minutes ago" in the given language; under a minute "now". Times in milliseconds since 1970. */
export function formatRelativeTime(timestamp: number, now: number, language: string): string {
  const elapsedMs = now - timestamp
  const step = steps.findLast(({ ms }) => Math.abs(elapsedMs) >= ms)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (step === undefined) return format.format(0, 'second')
  return format.format(-Math.trunc(elapsedMs / step.ms), step.unit)
}

/** Date and time to the second, for hovering over a relative time. */
export function formatExactTime(timestamp: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(timestamp)
}
