import { capitalize, type Tense, type Values } from './grammar.ts'
import { isTakenWord } from './held-out-words.ts'
import { inventWord, pluralOf } from './invented.ts'
import {
  adjectives,
  containers,
  femaleNames,
  groups,
  heldOutFemaleNames,
  heldOutItems,
  heldOutMaleNames,
  items,
  maleNames,
  type Noun,
  numberWords,
  relatives,
  roles,
  strangers,
} from './phrasing/nouns.ts'
import { heldOutThings, type ThingKind, things } from './phrasing/things.ts'
import type { Random } from './random.ts'
import type { Split } from './sample.ts'

/** Somebody a text is about, with the word forms that a template needs. */
export type Character = {
  readonly first: string
  readonly again: string
  readonly he: string
  readonly him: string
  readonly his: string
  readonly person: 'third' | 'plural' | 'first'
}

/** Draws names, things and numbers. More than a third of names and things are invented words: copying is learnt from them. */
export type Cast = {
  name(): Character
  /** A name, or a farmer, "I", "the children". */
  character(): Character
  /** Somebody else: a name, or now and then "the teacher". */
  friend(notThis: string): string
  items(): string
  container(): Noun
  /** A thing of a list, or an invented one. The list of the held-out split is its own. */
  thing(kind: ThingKind): Noun
  /** An invented thing, alone or with an adjective and a space in front. */
  noun(adjective?: string): Noun
  /** An invented word that is no known name and nothing held out. */
  word(): string
  /** The number in digits, or now and then in words (up to twelve). */
  say(value: number): string
}

const third = (first: string, again: string, isMale: boolean): Character => ({
  first,
  again,
  he: isMale ? 'he' : 'she',
  him: isMale ? 'him' : 'her',
  his: isMale ? 'his' : 'her',
  person: 'third',
})
const narrator: Character = { first: 'I', again: 'I', he: 'I', him: 'me', his: 'my', person: 'first' }
const we: Character = { first: 'we', again: 'we', he: 'we', him: 'us', his: 'our', person: 'plural' }

export function createCast(random: Random, split: Split, pieces: readonly string[]): Cast {
  const word = (): string => {
    for (;;) {
      const invented = inventWord(random, pieces)
      if (!isTakenWord(invented)) return invented
    }
  }
  const noun = (adjective = ''): Noun => {
    for (;;) {
      const one = word()
      // "a pens" would read as a plural.
      if (!one.endsWith('s')) return [adjective + one, adjective + pluralOf(one)]
    }
  }
  const isUnseen = () => split === 'held-out' && random.chance(0.6)
  const name = () => {
    const isMale = random.chance(0.5)
    const male = isUnseen() ? heldOutMaleNames : maleNames
    const female = isUnseen() ? heldOutFemaleNames : femaleNames
    const text = random.chance(0.36) ? capitalize(word()) : random.pick(isMale ? male : female)
    return third(text, text, isMale)
  }
  const character = () =>
    random.weighted<() => Character>([
      [78, name],
      [
        9,
        () => {
          const [role, he] = random.pick(roles)
          return third(`${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`, `the ${role}`, he === 'he')
        },
      ],
      [5, () => narrator],
      [3, () => we],
      [
        5,
        () => {
          const group = random.pick(groups)
          return { first: group, again: group, he: 'they', him: 'them', his: 'their', person: 'plural' }
        },
      ],
    ])()
  const plainItems = () => {
    if (random.chance(0.36)) return noun()[1]
    return isUnseen() ? random.pick(heldOutItems) : random.pick(items)
  }
  return {
    name,
    character,
    friend(notThis) {
      for (;;) {
        const friend = random.chance(0.1) ? random.pick(strangers) : name().first
        if (friend !== notThis) return friend
      }
    },
    items: () => (random.chance(0.15) ? `${random.pick(adjectives)} ` : '') + plainItems(),
    container: () => (random.chance(0.1) ? noun() : random.pick(containers)),
    noun,
    thing: (kind) => {
      if (random.chance(0.32)) return noun(random.chance(0.15) ? `${random.pick(adjectives)} ` : '')
      return random.pick(isUnseen() ? heldOutThings[kind] : things[kind])
    },
    word,
    say: (value) =>
      value < numberWords.length && random.chance(0.08) ? (numberWords[value] ?? '') : String(value),
  }
}

/** The placeholders a character fills: {name} {names} {he} {him} {his} {has} {is} {does} {relative}. */
export function characterValues(who: Character, tense: Tense, random: Random): Values {
  const isPresent = tense === 'present'
  const isThird = who.person === 'third'
  const be = { third: ['is', 'was'], plural: ['are', 'were'], first: ['am', 'was'] }[who.person]
  const owner = who.person !== 'third' && !who.again.startsWith('the') ? who.his : `${who.again}'s`
  return {
    name: who.again,
    names: owner.endsWith("s's") && who.person === 'plural' ? owner.slice(0, -1) : owner,
    he: who.he,
    him: who.him,
    his: who.his,
    has: isPresent ? (isThird ? 'has' : 'have') : 'had',
    is: (isPresent ? be[0] : be[1]) ?? '',
    does: isThird ? 'does' : 'do',
    relative: `${who.his} ${random.pick(relatives)}`,
  }
}
