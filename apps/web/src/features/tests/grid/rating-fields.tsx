import type { ExperimentCell } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../components/text-field.tsx'
import { useRating } from './use-rating.ts'

type RatingFieldsProps = { readonly experimentId: string; readonly opened: ExperimentCell }

/** 1 to 5, and why. The comment is kept when its field is left. */
export function RatingFields({ experimentId, opened: { cell, rating } }: RatingFieldsProps) {
  const { t } = useTranslation('tests')
  const [comment, setComment] = useState(rating?.comment ?? '')
  const rate = useRating(experimentId)
  const keep = () => {
    if (comment !== (rating?.comment ?? '')) rate.mutate({ cell, comment })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">{t('cell.rating')}</legend>
        {[1, 2, 3, 4, 5].map((value) => (
          <button
            key={value}
            type="button"
            aria-label={t('cell.rate', { value })}
            aria-pressed={rating?.value === value}
            onClick={() => rate.mutate({ cell, value: rating?.value === value ? null : value })}
            className="size-8 rounded-ui border border-control tabular-nums hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:size-11"
          >
            {value}
          </button>
        ))}
      </fieldset>
      <div className="w-56">
        <TextField
          aria-label={t('cell.comment')}
          placeholder={t('cell.comment')}
          maxLength={2_000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep()
          }}
        />
      </div>
      {rate.isError ? <span className="text-failure text-small">{t('cell.notRated')}</span> : null}
    </div>
  )
}
