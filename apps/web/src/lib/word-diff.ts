import { diffArrays } from 'diff'

export type DiffPart = { readonly change: 'same' | 'added' | 'removed'; readonly text: string }

export type WordDiff = {
  readonly parts: readonly DiffPart[]
  /** Words, not spaces or punctuation. */
  readonly addedWords: number
  readonly removedWords: number
}

/** More edits than this take longer than a reader wants to wait, and show nothing but that all is different. */
const maxEdits = 1_500
const maxCharacters = 100_000

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The words of a text with what lies between them; joined they are the text. Knows languages without spaces. */
export function splitWords(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** Whether there is a letter, a digit or a sign of a script in it. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

type WordListPart = { readonly change: DiffPart['change']; readonly words: readonly string[] }

/** What must be done to one list of words to get another; null where the two are too long or too different. */
export function diffWordLists(before: readonly string[], after: readonly string[]): WordListPart[] | null {
  const changes = diffArrays([...before], [...after], { maxEditLength: maxEdits })
  if (changes === undefined) return null
  return changes.map(({ added, removed, value }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    words: value,
  }))
}

/** The words that two texts do not have in common; null where they are too long or too different to tell. */
export function diffWords(before: string, after: string): WordDiff | null {
  if (before.length > maxCharacters || after.length > maxCharacters) return null
  const found = diffWordLists(splitWords(before), splitWords(after))
  if (found === null) return null
  const parts = joinAcrossGaps(found.map(({ change, words }) => ({ change, text: words.join('') })))
  return { parts, addedWords: countWords(parts, 'added'), removedWords: countWords(parts, 'removed') }
}

/** Two changes with only a space or a comma between them read as one: "~two cats~ three dogs", not word by word. */
function joinAcrossGaps(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '') joined.push({ change: 'removed', text: removed })
    if (added !== '') joined.push({ change: 'added', text: added })
    removed = ''
    added = ''
  }
  parts.forEach((part, index) => {
    const isGap = part.change === 'same' && !hasWord(part.text) && !part.text.includes('\n')
    const isBetween = removed !== '' && added !== '' && index < parts.length - 1
    if (part.change === 'removed') removed += part.text
    else if (part.change === 'added') added += part.text
    else if (isGap && isBetween) {
      removed += part.text
      added += part.text
    } else {
      flush()
      joined.push(part)
    }
  })
  flush()
  return joined
}

function countWords(parts: readonly DiffPart[], change: DiffPart['change']): number {
  return parts
    .filter((part) => part.change === change)
    .reduce((count, { text }) => count + splitWords(text).filter(hasWord).length, 0)
}
