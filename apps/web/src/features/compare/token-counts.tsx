import type { Column, ModelKind, VariantPreview } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { formatNumber } from '../../lib/format-number.ts'
import { useContent } from '../../lib/workspace.ts'
import { useColumnModel } from './use-models.ts'
import { usePreview } from './use-preview.ts'

const colours: Readonly<Record<ModelKind, string>> = {
  base: 'text-base',
  instruct: 'text-instruct',
  dialog: 'text-dialog',
}

/** How much each model would read of what it can, before anything runs. */
export function TokenCounts() {
  const columns = useContent((content) => content.columns)
  const { byColumn } = usePreview()
  return (
    <ul className="flex max-h-14 min-w-0 flex-wrap gap-x-4 gap-y-1 overflow-y-auto py-1">
      {columns.map((column) => (
        <TokenCount key={column.id} column={column} preview={byColumn[column.id] ?? null} />
      ))}
    </ul>
  )
}

function TokenCount({
  column,
  preview,
}: {
  readonly column: Column
  readonly preview: VariantPreview | null
}) {
  const { t, i18n } = useTranslation('compare')
  const words = useTranslation('words')
  const { name, model } = useColumnModel(column)
  const total = preview?.contextLength ?? model?.contextLength ?? null
  const count = preview === null || preview.tokenCount === 0 ? null : preview.tokenCount
  const isOver = count !== null && total !== null && count > total
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, i18n.language))
  const title =
    count === null || total === null
      ? t('bar.tokensUnknown', { model: name })
      : t('bar.tokens', { model: name, count, total })
  return (
    <li title={title} className="flex items-center gap-1.5 text-small tabular-nums">
      <span
        className={classNames(
          'max-w-32 truncate font-medium',
          model === null ? 'text-muted' : colours[model.kind],
        )}
      >
        {model === null ? name : words.t(`kind.${model.kind}`)}
      </span>
      <span className={isOver ? 'font-medium text-failure' : 'text-muted'}>
        {count !== null && preview?.isEstimated === true ? '≈ ' : null}
        {number(count)}
        <span className="tablet:max-laptop:hidden"> / {number(total)}</span>
        {isOver ? ` ${t('bar.over')}` : null}
      </span>
    </li>
  )
}
