import type { Cast, Character } from '../cast.ts'
import { capitalize, type Values } from '../grammar.ts'
import type { Noun } from '../phrasing/nouns.ts'
import { isThingKind } from '../phrasing/things.ts'
import type { Random } from '../random.ts'
import { beginSentences, mendSpacing } from './mend.ts'
import { parseSlot } from './parse-slot.ts'
import { drawWord, wordSlots } from './slot-words.ts'

/** Fills slots consistently: the same slot is the same person, thing or number in all texts of one filler. */
export type SlotFiller = {
  /** Every sentence begins upper case. */
  sentences(text: string): string
  /** Upper and lower case as the author wrote them; only a text that begins with a slot begins upper case. */
  asWritten(text: string): string
  /** A part of a sentence: nothing is made upper case. */
  part(text: string): string
  /** First names in use so far. */
  names(): string[]
}

export type Casting = {
  readonly random: Random
  readonly cast: Cast
  /** The numbers of a word problem; without them every number letter is drawn when it is met. */
  readonly numbers?: ReadonlyMap<string, number>
  /** Slots whose value is known beforehand. */
  readonly given?: Values
}

const PRONOUNS: Readonly<Record<string, (who: Character) => string>> = {
  name: (who) => who.first,
  he: (who) => who.he,
  him: (who) => who.him,
  his: (who) => who.his,
  himself: (who) => (who.he === 'he' ? 'himself' : 'herself'),
}

const ALTERNATIVES = /\[([^[\]]*)\]/g
const SLOT = /\{(\w+)\}/g

/** Draws once for each key, so that values of different keys differ. */
function createMemory() {
  const known = new Map<string, unknown>()
  const taken = new Set<string>()
  return <T>(key: string, draw: () => T, nameOf: (value: T) => string): T => {
    if (known.has(key)) return known.get(key) as T
    let value = draw()
    for (let attempt = 0; attempt < 50 && taken.has(nameOf(value)); attempt += 1) value = draw()
    taken.add(nameOf(value))
    known.set(key, value)
    return value
  }
}

function createValues({ random, cast, numbers, given }: Casting) {
  const remember = createMemory()
  const people = new Set<string>()
  const person = (index: string) => {
    const who = remember(`name${index}`, cast.name, ({ first }) => first)
    people.add(who.first)
    return who
  }
  const fillSlot = (slot: string): string | undefined => {
    const known = numbers?.get(slot) ?? given?.[slot]
    if (known !== undefined) return String(known)
    if (numbers === undefined && /^[a-z]$/.test(slot))
      return remember(slot, () => String(random.int(2, 40)), String)
    const { stem, index } = parseSlot(slot)
    const pronoun = PRONOUNS[stem]
    if (pronoun) return pronoun(person(index))
    const singular = stem.endsWith('s') ? stem.slice(0, -1) : stem
    if (isThingKind(singular)) {
      const noun = remember<Noun>(
        singular + index,
        () => cast.thing(singular),
        ([one]) => one,
      )
      return stem === singular ? noun[0] : noun[1]
    }
    const words = wordSlots[stem]
    return words && remember(stem + index, () => drawWord(words, random, cast), String)
  }
  return { fillSlot, people }
}

/**
 * A slot filler for one drawn text. Picks among "[one|two]", fills "{slots}", writes small numbers of a word problem in
 * words now and then and mends "a apple". Throws RangeError on a slot that does not exist.
 */
export function createSlotFiller(casting: Casting): SlotFiller {
  const { random, cast, numbers = new Map<string, number>() } = casting
  const { fillSlot, people } = createValues(casting)
  // A number in words stays in words wherever the problem names it; amounts of money are always digits.
  const inWords = new Map([...numbers].map(([letter, value]) => [letter, cast.say(value)]))
  const part = (text: string): string => {
    const chosen = text.replace(ALTERNATIVES, (_, options: string) => random.pick(options.split('|')))
    const filled = chosen.replace(SLOT, (_, slot: string, at: number) => {
      const standsAlone =
        (at === 0 || chosen[at - 1] === ' ') && chosen[at + slot.length + 2] === ' ' && inWords.has(slot)
      const value = standsAlone ? inWords.get(slot) : fillSlot(slot)
      if (value === undefined) throw new RangeError(`there is no slot {${slot}}`)
      return /^[A-Z]/.test(slot) ? capitalize(value) : value
    })
    return mendSpacing(filled)
  }
  return {
    sentences: (text) => beginSentences(part(text)),
    asWritten: (text) => (/^["“]?[{[]/.test(text) ? capitalize(part(text)) : part(text)),
    part,
    names: () => [...people],
  }
}
