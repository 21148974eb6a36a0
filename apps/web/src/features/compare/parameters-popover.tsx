import type { Column } from '@trialogue/contract'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { lazyPart } from '../../components/lazy-part.tsx'
import { Popover } from '../../components/popover.tsx'
import { areDefaultParameters, summarizeParameters } from './parameter-summary.ts'
import type { ColumnModel } from './use-models.ts'

const ParametersForm = lazyPart(async () => (await import('./parameters-form.tsx')).ParametersForm)

type ParametersPopoverProps = { readonly column: Column; readonly model: ColumnModel }

/** A column's parameters: what is in force as the button's words, all of them in what it opens. */
export function ParametersPopover({ column, model }: ParametersPopoverProps) {
  const { t } = useTranslation('compare')
  const summary = summarizeParameters(column.parameters)
  return (
    <Popover
      label={t('parameters.title', { model: model.name })}
      className="w-[21.5rem] p-4"
      trigger={
        <Button
          look="muted"
          size="small"
          aria-label={t('parameters.button', { summary })}
          className="min-w-0 shrink tabular-nums"
        >
          <SlidersHorizontal size={16} aria-hidden className="shrink-0" />
          <span className="truncate">{summary}</span>
          {areDefaultParameters(column.parameters) ? null : (
            <span title={t('parameters.changed')} className="size-1.5 shrink-0 rounded-full bg-accent" />
          )}
        </Button>
      }
    >
      <ParametersForm column={column} model={model.model} />
    </Popover>
  )
}
