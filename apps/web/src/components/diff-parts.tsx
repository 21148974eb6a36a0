import type { DiffPart } from '../lib/word-diff.ts'

/** What was added, underlined, and what is missing, struck through. */
export function DiffParts({ parts }: { readonly parts: readonly DiffPart[] }) {
  return parts.map(({ change, text }, index) => {
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
  })
}
