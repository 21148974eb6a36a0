const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

/** A span of time in its largest whole unit: "42 sec", "4 min", "2 hr"; in whole seconds at least. */
export function formatSpan(spanMs: number, language: string): string {
  const { unit, ms } = steps.find((step) => spanMs >= step.ms) ?? steps[3]
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' })
  return format.format(Math.round(spanMs / ms))
}
