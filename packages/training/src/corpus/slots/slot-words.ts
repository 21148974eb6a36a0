import type { Cast } from '../cast.ts'
import { capitalize } from '../grammar.ts'
import { cities, hobbies } from '../phrasing/texts.ts'
import { colors, countries, days, jobs, months, places, shops, subjects } from '../phrasing/things.ts'
import type { Random } from '../random.ts'

type WordSlot = {
  readonly known: readonly string[]
  /** How often an invented word stands there instead, and what it looks like. */
  readonly invented?: { readonly share: number; readonly shape: (word: string) => string }
}

const nameLike = { share: 0.25, shape: capitalize }

/** Slots that hold one word or phrase from a list, by name. */
export const wordSlots: Readonly<Record<string, WordSlot>> = {
  place: { known: places, invented: { share: 0.1, shape: (word) => `the ${word}` } },
  shop: { known: shops },
  job: { known: jobs, invented: { share: 0.15, shape: (word) => `${word}er` } },
  city: { known: cities, invented: nameLike },
  country: { known: countries, invented: nameLike },
  hobby: { known: hobbies, invented: { share: 0.15, shape: (word) => `${word}ing` } },
  day: { known: days },
  month: { known: months },
  color: { known: colors },
  subject: { known: subjects },
}

export function drawWord({ known, invented }: WordSlot, random: Random, cast: Cast): string {
  return invented && random.chance(invented.share) ? invented.shape(cast.word()) : random.pick(known)
}
