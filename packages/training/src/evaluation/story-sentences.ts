import { phrasingLines } from '../corpus/authored/read-file.ts'
import { storyGrammar } from '../corpus/phrasing/texts.ts'
import { parseSlot, type Slot } from '../corpus/slots/parse-slot.ts'

/** What a slot may hold. Pronouns are a closed class and tell the gender of their person. */
const pronouns: Readonly<Record<string, readonly [male: string, female: string]>> = {
  he: ['he', 'she'],
  him: ['him', 'her'],
  his: ['his', 'her'],
  himself: ['himself', 'herself'],
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A sentence that ends with a mark, and a quote behind it; what comes next begins upper case or with a quote. */
const sentenceEnd = /(?<=[.!?]["']?) (?=["']?[\p{Lu}{])/u

const splitSentences = (text: string): string[] => text.trim().split(sentenceEnd)

/** What the slots of one sentence hold, by the thing they stand for: "name", "name2", "item", "gender2" … */
type Bindings = ReadonlyMap<string, string>

type SentencePattern = {
  /** What every slot would hold, or undefined when the sentence is not of this form. */
  match(sentence: string): Bindings | undefined
}

/** Makes "{He} saw a {item} there." a pattern. */
function sentencePattern(template: string): SentencePattern {
  const slots: Slot[] = []
  const source = template
    .split(/(\{\w+\})/)
    .map((part) => {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1]
      if (slot === undefined) return escapePattern(part).replace(/\b([Aa])n? $/, '$1n? ')
      const { stem, index } = parseSlot(slot)
      // The grammar's stories have another name for the same slot.
      slots.push({ stem: stem === 'thing' ? 'item' : stem, index })
      const forms = pronouns[stem]
      return forms ? `(${[...forms, 'they', 'them', 'their'].join('|')})` : '(.+?)'
    })
    .join('')
  const pattern = new RegExp(`^${source}$`, 'i')
  return {
    match(sentence) {
      const found = pattern.exec(sentence)
      if (!found) return undefined
      const bindings = new Map<string, string>()
      for (const [at, { stem, index }] of slots.entries()) {
        const value = (found[at + 1] ?? '').toLowerCase()
        const forms = pronouns[stem]
        const key = forms ? `gender${index}` : stem + index
        const held = forms ? String(forms.indexOf(value)) : value.replace(/^the /, '')
        if ((bindings.get(key) ?? held) !== held) return undefined
        bindings.set(key, held)
      }
      return bindings
    },
  }
}

let known: readonly SentencePattern[] | undefined

/** Every sentence of the corpus's stories, as a pattern. */
function storySentences(): readonly SentencePattern[] {
  if (known === undefined) {
    const stories = [...phrasingLines('texts/stories.txt'), ...Object.values(storyGrammar).flat()]
    known = [...new Set(stories.flatMap(splitSentences))].map(sentencePattern)
  }
  return known
}

function merge(one: Bindings, other: Bindings): Bindings | undefined {
  const merged = new Map(one)
  for (const [key, value] of other) {
    if ((merged.get(key) ?? value) !== value) return undefined
    merged.set(key, value)
  }
  return merged
}

/**
 * Whether every sentence of the text is one of the corpus's story sentences with its slots filled, and every slot holds
 * the same person, thing or place from the first sentence to the last.
 */
export function isStory(text: string): boolean {
  let readings: Bindings[] = [new Map()]
  for (const sentence of splitSentences(text)) {
    const forms = storySentences().flatMap((pattern) => pattern.match(sentence) ?? [])
    const next = readings.flatMap((reading) => forms.flatMap((form) => merge(reading, form) ?? []))
    if (next.length === 0) return false
    // A few readings are enough: sentences that fit several forms mostly fill the same slots.
    readings = next.slice(0, 64)
  }
  return true
}
