import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { formatDuration } from '../../lib/format-duration.ts'

type ReasoningFoldProps = {
  readonly text: string
  readonly isWriting: boolean
  /** Null while it is written, or where the call wrote more than the reasoning. */
  readonly tokenCount: number | null
  readonly durationMs: number | null
}

/** The chain of thought, apart from the answer: open while it is written, folded after, unless the reader chose. */
export function ReasoningFold({ text, isWriting, tokenCount, durationMs }: ReasoningFoldProps) {
  const { t, i18n } = useTranslation('compare')
  const [chosen, setChosen] = useState<boolean | null>(null)
  const isOpen = chosen ?? isWriting
  const facts = [
    tokenCount === null ? null : t('output.reasoningTokens', { count: tokenCount }),
    durationMs === null ? null : formatDuration(durationMs, i18n.language),
  ].filter((fact) => fact !== null)
  return (
    <section className="mb-3">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChosen(!isOpen)}
        className="-ml-1 flex h-7 max-w-full items-center gap-1 rounded-small pr-2 text-muted text-small hover:bg-hover hover:text-text pointer-coarse:h-11"
      >
        <ChevronRight size={16} aria-hidden className={classNames('shrink-0', isOpen && 'rotate-90')} />
        <span className="font-medium">{t('output.reasoning')}</span>
        <span className="truncate tabular-nums">{facts.map((fact) => ` · ${fact}`)}</span>
      </button>
      {isOpen ? (
        <p className="mt-1 max-w-[72ch] whitespace-pre-wrap break-words border-border border-l-2 pl-3 text-muted text-output">
          {text}
        </p>
      ) : null}
    </section>
  )
}
