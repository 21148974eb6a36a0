const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

const DAY_MS = 86_400_000

/**
 * Python's `strftime` in the C locale and local time, which is what chat templates call as `strftime_now`: names are
 * English wherever the server stands. `%-d` leaves out the leading zero. A letter that is not known stays as it is.
 * Source: https://docs.python.org/3/library/datetime.html#strftime-and-strptime-format-codes
 */
export function formatTime(time: Date, format: string): string {
  return format.replace(/%(-?)([A-Za-z%])/g, (code, dash: string, letter: string) => {
    const text = fieldOf(time, letter)
    if (text === null) return code
    return dash === '' ? text : text.replace(/^[0 ]+(?=.)/, '')
  })
}

function fieldOf(time: Date, letter: string): string | null {
  const year = time.getFullYear()
  const month = months[time.getMonth()] ?? ''
  const weekday = weekdays[time.getDay()] ?? ''
  const fields: Readonly<Record<string, string>> = {
    Y: `${year}`,
    y: twoDigits(year % 100),
    m: twoDigits(time.getMonth() + 1),
    d: twoDigits(time.getDate()),
    e: `${time.getDate()}`.padStart(2),
    B: month,
    b: month.slice(0, 3),
    A: weekday,
    a: weekday.slice(0, 3),
    j: `${dayOfYear(time)}`.padStart(3, '0'),
    H: twoDigits(time.getHours()),
    I: twoDigits(time.getHours() % 12 || 12),
    p: time.getHours() < 12 ? 'AM' : 'PM',
    M: twoDigits(time.getMinutes()),
    S: twoDigits(time.getSeconds()),
    '%': '%',
  }
  return fields[letter] ?? null
}

/** Counted in UTC, where every day has 24 hours. */
function dayOfYear(time: Date): number {
  const day = Date.UTC(time.getFullYear(), time.getMonth(), time.getDate())
  return (day - Date.UTC(time.getFullYear(), 0, 0)) / DAY_MS
}

function twoDigits(number: number): string {
  return `${number}`.padStart(2, '0')
}
