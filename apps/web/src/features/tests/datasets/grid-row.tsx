import { useTranslation } from 'react-i18next'
import { GridPart } from '../../../components/grid-part.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { CellEditor } from './cell-editor.tsx'
import type { EditedColumn } from './dataset-edits.ts'
import { datasetRowHeight, type RowState } from './use-dataset-cells.ts'

type GridRowProps = {
  readonly gridId: string
  readonly index: number
  readonly columns: readonly EditedColumn[]
  readonly texts: readonly string[]
  readonly state: RowState
  readonly isSynthetic: boolean
  /** The column that the keys are on; null when they are on another row. */
  readonly activeColumn: number | null
  /** The text that editing begins with; null while nothing is edited. */
  readonly typing: string | null
  readonly onPlace: (column: number) => void
  readonly onType: (column: number) => void
  readonly onTake: (text: string, step: { readonly rows: number; readonly columns: number }) => void
  readonly onCancel: () => void
}

/** One row of a data set. */
export function GridRow(props: GridRowProps) {
  const { gridId, index, columns, texts, state, isSynthetic, activeColumn, typing } = props
  const { t, i18n } = useTranslation('tests')
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      className="absolute flex w-full border-border border-b"
      style={{ top: `${index * datasetRowHeight}px`, height: `${datasetRowHeight}px` }}
    >
      <GridPart
        role="rowheader"
        title={rowHint()}
        className="flex w-16 shrink-0 items-center gap-1 truncate px-2 text-muted text-small tabular-nums"
      >
        {formatNumber(index + 1, i18n.language)}
        {rowMark()}
      </GridPart>
      {columns.map((column, place) => (
        <GridPart
          key={column.key}
          id={`${gridId}-${index}-${place}`}
          role="gridcell"
          tabIndex={-1}
          aria-selected={place === activeColumn}
          onClick={() => props.onPlace(place)}
          onDoubleClick={() => props.onType(place)}
          onFocus={(event) => {
            if (event.target === event.currentTarget)
              event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus()
          }}
          className={classNames(
            'relative min-w-55 flex-1 border-border border-l px-2 py-2',
            place === activeColumn &&
              'outline-2 outline-control -outline-offset-2 group-focus:outline-accent',
            state === 'removed' && 'text-muted line-through',
          )}
        >
          <span className="block truncate">{texts[place]}</span>
          {place === activeColumn && typing !== null ? (
            <CellEditor
              label={t('dataset.cell', { column: column.name, row: index + 1 })}
              text={typing}
              onTake={props.onTake}
              onCancel={props.onCancel}
            />
          ) : null}
        </GridPart>
      ))}
    </GridPart>
  )

  function rowMark() {
    if (state === 'saved' || state === 'loading')
      return isSynthetic ? <abbr>{t('dataset.syntheticMark')}</abbr> : null
    return <span className="text-accent">{t(`dataset.mark.${state}`)}</span>
  }

  function rowHint() {
    if (isSynthetic) return t('dataset.syntheticHint')
    return state === 'saved' || state === 'loading' ? undefined : t(`dataset.markHint.${state}`)
  }
}
