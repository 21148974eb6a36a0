import type { PartRun, PromptPart } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { countParts } from './token-parts.ts'

type PartCountsProps = {
  readonly parts: readonly PartRun[]
  /** The one that is marked in the text below. */
  readonly marked: PromptPart | null
  readonly onMark: (part: PromptPart | null) => void
}

/** How many tokens each part of the prompt takes; pressed, it is marked in the text. */
export function PartCounts({ parts, marked, onMark }: PartCountsProps) {
  const { t, i18n } = useTranslation('tokens')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <ul aria-label={t('input.parts')} className="-mx-1.5 flex flex-wrap gap-x-1 gap-y-0.5">
      {countParts(parts).map(({ part, tokenCount }) => {
        const isMarked = part === marked
        return (
          <li key={part}>
            <button
              type="button"
              aria-pressed={isMarked}
              title={`${t(`input.partHint.${part}`)} ${t('input.partShow')}`}
              onClick={() => onMark(isMarked ? null : part)}
              className={classNames(
                'inline-flex min-h-6 items-center gap-1.5 rounded-small px-1.5 text-small pointer-coarse:min-h-11',
                isMarked ? 'bg-accent-tint text-accent' : 'hover:bg-hover',
              )}
            >
              <span className={isMarked ? undefined : 'text-muted'}>{t(`input.part.${part}`)}</span>
              <span className="tabular-nums">{number.format(tokenCount)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
