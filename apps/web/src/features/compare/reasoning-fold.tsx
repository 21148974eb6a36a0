import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { classNames } from '../../lib/class-names.ts'

type ReasoningFoldProps = {
  readonly title: string
  /** What is known of it without opening it. */
  readonly facts: readonly string[]
  readonly isWriting: boolean
  readonly children: ReactNode
}

/** A chain of thought, apart from the answer: open while it is written, folded after, unless the reader chose. */
export function ReasoningFold({ title, facts, isWriting, children }: ReasoningFoldProps) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const isOpen = chosen ?? isWriting
  return (
    <section>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChosen(!isOpen)}
        className="-ml-1 flex h-7 max-w-full items-center gap-1 rounded-small pr-2 text-muted text-small hover:bg-hover hover:text-text pointer-coarse:h-11"
      >
        <ChevronRight size={16} aria-hidden className={classNames('shrink-0', isOpen && 'rotate-90')} />
        <span className="shrink-0 font-medium">{title}</span>
        <span className="truncate tabular-nums">{facts.map((fact) => ` · ${fact}`)}</span>
      </button>
      {isOpen ? <div className="mt-1 mb-2 border-border border-l-2 pl-3">{children}</div> : null}
    </section>
  )
}
