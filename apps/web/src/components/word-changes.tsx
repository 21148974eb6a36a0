import type { WordDiff } from '../lib/word-diff.ts'

/** A text as what was added to an earlier one (underlined) and what it lacks (struck through). */
export function WordChanges({ diff }: { readonly diff: WordDiff }) {
  return (
    <p className="whitespace-pre-wrap break-words">
      {diff.parts.map(({ change, text }, index) => {
        if (change === 'same') return <span key={index}>{text}</span>
        if (change === 'added') {
          return (
            <ins key={index} className="text-success underline decoration-2 underline-offset-3">
              {text}
            </ins>
          )
        }
        return (
          <del key={index} className="text-failure line-through">
            {text}
          </del>
        )
      })}
    </p>
  )
}
