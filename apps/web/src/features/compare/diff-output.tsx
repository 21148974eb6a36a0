import { DiffParts } from '../../components/diff-parts.tsx'
import type { WordDiff } from '../../lib/word-diff.ts'

/** An output as what was added to the baseline (underlined) and what it lacks (struck through). */
export function DiffOutput({ diff }: { readonly diff: WordDiff }) {
  return (
    <p className="max-w-[72ch] whitespace-pre-wrap break-words text-output">
      <DiffParts parts={diff.parts} />
    </p>
  )
}
