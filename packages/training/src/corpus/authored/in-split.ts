import { isHeldOut } from '../hold-out.ts'
import type { Split } from '../sample.ts'
import { lazily, phrasingBlocks, phrasingLines } from './read-file.ts'

/** The entries of a split: one in eight is held out, by the raw text that its author wrote. */
export function inSplit<T>(entries: readonly T[], split: Split, rawOf: (entry: T) => string): T[] {
  return entries.filter((entry) => isHeldOut(rawOf(entry)) === (split === 'held-out'))
}

const splitLines = {
  train: lazily((path: string) => inSplit(phrasingLines(path), 'train', String)),
  'held-out': lazily((path: string) => inSplit(phrasingLines(path), 'held-out', String)),
} as const satisfies Record<Split, unknown>

/** Lines of an authors' file that belong to the split. */
export const linesInSplit = (path: string, split: Split): readonly string[] => splitLines[split](path)

/** What the blocks of an authors' file say, by split; each split is read when it is first needed. */
export function blocksInSplit<T>(
  path: string,
  parse: (lines: readonly string[]) => T,
  rawOf: (entry: T) => string,
): (split: Split) => readonly T[] {
  return lazily((split: Split) => inSplit(phrasingBlocks(path).map(parse), split, rawOf))
}
