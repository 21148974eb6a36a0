/** What happened on one day. */
export type Day<Item> = {
  /** Some time of it, in milliseconds since 1970. */
  readonly time: number
  readonly items: readonly Item[]
}

/** Groups what is sorted by time into days of the reader's time zone, in the same order. */
export function groupByDay<Item extends { readonly createdAt: number }>(items: readonly Item[]): Day<Item>[] {
  const days = Map.groupBy(items, ({ createdAt }) => new Date(createdAt).toDateString())
  return [...days.values()].map((day) => ({ time: day[0]?.createdAt ?? 0, items: day }))
}

/** "Today", "Yesterday", or the date, in the given language. */
export function nameDay(time: number, now: number, language: string): string {
  const daysAgo = Math.round((midnight(now) - midnight(time)) / 86_400_000)
  if (daysAgo === 0 || daysAgo === 1) {
    const name = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-daysAgo, 'day')
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  }
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(time)
}

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
