import type { InputToken, PromptPart } from '@trialogue/contract'
import { Scissors } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { visibleText } from '../tokens/visible-text.ts'
import type { ContextCut } from './context-cut.ts'
import { expandParts } from './token-parts.ts'

/** More elements than this at a time make the page slow. */
const pageSize = 4_000

type InputTokensProps = {
  readonly tokens: readonly InputToken[]
  readonly parts: Parameters<typeof expandParts>[0]
  /** `text`: as it is read. `tokens`: each by itself, with its id. */
  readonly view: 'text' | 'tokens'
  readonly marked: PromptPart | null
  readonly cut: ContextCut | null
}

/** What a model reads, token by token: special ones marked, and the place from which on it is too much. */
export function InputTokens({ tokens, parts, view, marked, cut }: InputTokensProps) {
  const { t } = useTranslation('tokens')
  const [shown, setShown] = useState(pageSize)
  const partOf = useMemo(() => expandParts(parts), [parts])
  const visible = tokens.slice(0, shown)
  const rows = (from: number, to: number) =>
    visible
      .slice(from, to)
      .map(({ id, text, isSpecial }, index) => (
        <Token
          key={from + index}
          id={id}
          text={text}
          isSpecial={isSpecial}
          isMarked={marked !== null && partOf[from + index] === marked}
          isBoxed={view === 'tokens'}
        />
      ))
  return (
    <>
      <p
        className={classNames(
          'whitespace-pre-wrap break-words font-mono text-code',
          view === 'tokens' && 'flex flex-wrap gap-1',
        )}
      >
        {rows(0, cut?.at ?? visible.length)}
        {cut === null ? null : (
          <>
            <CutMark cut={cut} />
            {rows(cut.at, visible.length)}
          </>
        )}
      </p>
      {tokens.length > shown ? (
        <Button size="small" className="self-start" onClick={() => setShown(shown + pageSize)}>
          {t('input.more', { count: Math.min(pageSize, tokens.length - shown) })}
        </Button>
      ) : null}
    </>
  )
}

function CutMark({ cut }: { readonly cut: ContextCut }) {
  const { t } = useTranslation('tokens')
  const isFull = cut.severity === 'full'
  return (
    <span
      className={classNames(
        'my-1 flex w-full basis-full items-center gap-1.5 border-t border-dashed pt-0.5 font-sans text-small',
        isFull ? 'border-failure text-failure' : 'border-control text-muted',
      )}
    >
      <Scissors size={16} aria-hidden className="shrink-0" />
      {t(isFull ? 'input.cut.hereFull' : 'input.cut.here')}
    </span>
  )
}

type TokenProps = InputToken & { readonly isMarked: boolean; readonly isBoxed: boolean }

/** Left alone where an edit does not change it. */
const Token = memo(function Token({ id, text, isSpecial, isMarked, isBoxed }: TokenProps) {
  const { t } = useTranslation('tokens')
  const title = isSpecial ? t('input.special', { id }) : t('input.token', { id })
  const tint = isMarked && 'bg-accent/16'
  if (isBoxed) {
    return (
      <span
        title={title}
        className={classNames(
          'inline-flex min-w-0 max-w-full flex-col rounded-small border px-1',
          isSpecial ? 'border-control border-dashed' : 'border-border',
          tint,
        )}
      >
        <span className={classNames('break-all', isSpecial && 'text-muted')}>
          {visibleText(text).trimEnd()}
        </span>
        <span className="text-muted text-small tabular-nums">{id}</span>
      </span>
    )
  }
  if (isSpecial) {
    return (
      <span
        title={title}
        className={classNames(
          'rounded-small border border-border px-1 py-px text-muted text-small',
          isMarked ? tint : 'bg-hover',
        )}
      >
        {text}
      </span>
    )
  }
  return (
    <span title={title} className={tint || undefined}>
      {text}
    </span>
  )
})
