/** What a unit measures, and how many of the dimension's own unit it is. */
export interface Unit {
  readonly dimension: string
  readonly factor: number
}

const dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  length: {
    mm: 0.001,
    cm: 0.01,
    dm: 0.1,
    m: 1,
    km: 1_000,
    in: 0.0254,
    ft: 0.3048,
    yd: 0.9144,
    mi: 1_609.344,
  },
  mass: { mg: 1e-6, g: 0.001, kg: 1, t: 1_000, oz: 0.028349523125, lb: 0.45359237 },
  time: { ms: 0.001, s: 1, sec: 1, min: 60, h: 3_600, hr: 3_600, d: 86_400 },
  volume: { ml: 0.001, cl: 0.01, dl: 0.1, l: 1 },
  // Money of one currency; between currencies nothing is converted.
  dollar: { $: 1, usd: 1, dollar: 1, cent: 0.01, '¢': 0.01 },
  euro: { '€': 1, eur: 1, euro: 1 },
  pound: { '£': 1, gbp: 1 },
  yuan: { '¥': 1, cny: 1, rmb: 1, yuan: 1 },
}

const words: Readonly<Record<string, string>> = {
  millimeter: 'mm',
  centimeter: 'cm',
  meter: 'm',
  kilometer: 'km',
  inch: 'in',
  inche: 'in',
  foot: 'ft',
  feet: 'ft',
  yard: 'yd',
  mile: 'mi',
  milligram: 'mg',
  gram: 'g',
  kilogram: 'kg',
  tonne: 't',
  ounce: 'oz',
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
  milliliter: 'ml',
  liter: 'l',
  millisecond: 'ms',
}

const units = new Map(
  Object.entries(dimensions).flatMap(([dimension, factors]) =>
    Object.entries(factors).map(([name, factor]): [string, Unit] => [name, { dimension, factor }]),
  ),
)

/** The unit that a word names, in singular or plural; null for any other word, as "apples". */
export function findUnit(word: string): Unit | null {
  const lower = word.toLowerCase().replace(/re(s?)$/, 'er$1')
  const singular = lower.replace(/s$/, '')
  for (const name of [word, lower, singular, words[lower], words[singular]]) {
    const unit = name === undefined ? undefined : units.get(name)
    if (unit !== undefined) return unit
  }
  return null
}
