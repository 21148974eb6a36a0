import type { ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import type { RenderedPart } from './mark-renderings.ts'

const ownLooks: Readonly<Record<ModelKind, string>> = {
  base: 'bg-base-tint text-base',
  instruct: 'bg-instruct-tint text-instruct',
  dialog: 'bg-dialog-tint text-dialog',
}

export const specialLook =
  'rounded-small border border-border bg-hover px-1 py-px font-mono text-muted text-small'

type RenderedTextProps = { readonly kind: ModelKind; readonly parts: readonly RenderedPart[] }

/** What a model reads, with what its form adds coloured and the special tokens boxed. */
export function RenderedText({ kind, parts }: RenderedTextProps) {
  const { t } = useTranslation('family')
  return (
    <p className="whitespace-pre-wrap break-words font-mono text-code">
      {parts.map(({ mark, text }, index) => {
        if (mark === 'shared') return <span key={index}>{text}</span>
        if (mark === 'special') {
          return (
            <span key={index} title={t('legend.special')} className={specialLook}>
              {text}
            </span>
          )
        }
        return (
          <mark key={index} title={t('legend.own')} className={classNames('rounded-small', ownLooks[kind])}>
            {showLineEnds(text)}
          </mark>
        )
      })}
    </p>
  )
}

/** A line end has no width to be coloured: where a mark is nothing else, a sign stands before it. */
function showLineEnds(text: string): string {
  return text.trim() === '' ? text.replaceAll('\n', '↵\n') : text
}
