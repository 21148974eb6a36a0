import type { WordDiff } from '../../lib/word-diff.ts'

/** An output as what was added to the baseline (underlined) and what it lacks (struck through). */
export function DiffOutput({ diff }: { readonly diff: WordDiff }) {
  return (
    <p className="max-w-[72ch] whitespace-pre-wrap break-words text-output">
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
