import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mentionsHeldOut } from '../held-out-words.ts'

/** Reads a file of the corpus folder. */
export const readCorpusFile = (path: string): string =>
  readFileSync(join(import.meta.dirname, '..', path), 'utf8')

/** Two of them begin the name of a section. */
const isComment = (line: string) => /^#(?!#)/.test(line)

/** Lines of an author's file without comments and empty lines. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !isComment(line))
}

/** Lines that belong together, and where the first of them stands in the file, from 1. */
export type Block = { readonly line: number; readonly lines: readonly string[] }

/** Blocks of lines, separated by empty lines; a comment separates nothing. */
export function blocksOf(text: string): Block[] {
  const blocks: { line: number; lines: string[] }[] = []
  let isOpen = false
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim()
    if (isComment(line)) return
    if (line === '') {
      isOpen = false
      return
    }
    if (isOpen) blocks.at(-1)?.lines.push(line)
    else blocks.push({ line: index + 1, lines: [line] })
    isOpen = true
  })
  return blocks
}

/** Remembers what was made of a key: files are read and parsed once, when first needed. */
export function lazily<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

export const readPhrasing = (path: string): string => readCorpusFile(join('phrasing', path))

/** Lines of an authors' file that may enter training: none names a held-out person or thing. */
export const phrasingLines = lazily((path: string): readonly string[] =>
  linesOf(readPhrasing(path)).filter((line) => !mentionsHeldOut(line)),
)

/** The lines of each block of an authors' file that may enter training. */
export const phrasingBlocks = lazily((path: string): readonly (readonly string[])[] =>
  blocksOf(readPhrasing(path))
    .map(({ lines }) => lines)
    .filter((lines) => !mentionsHeldOut(lines.join('\n'))),
)
