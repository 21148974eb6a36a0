import type { GridCell, GridRow } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { GridPart } from '../../../components/grid-part.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { CellContent } from './cell-content.tsx'

export const experimentRowHeight = 164

type ExperimentRowProps = {
  readonly gridId: string
  readonly index: number
  /** Undefined while it is on its way. */
  readonly row: GridRow | undefined
  readonly columnCount: number
  /** The column that the keys are on; null when they are on another row. */
  readonly activeColumn: number | null
  readonly marked: ReadonlySet<number>
  readonly onPlace: (column: number) => void
}

/** One case and what became of it. */
export function ExperimentRow(props: ExperimentRowProps) {
  const { gridId, index, row, columnCount, activeColumn, marked, onPlace } = props
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      className="absolute flex w-full border-border border-b"
      style={{ top: `${index * experimentRowHeight}px`, height: `${experimentRowHeight}px` }}
    >
      <GridPart role="rowheader" className="w-65 shrink-0 overflow-hidden px-3 py-2">
        {row === undefined ? null : <CaseContent row={row} />}
      </GridPart>
      {Array.from({ length: columnCount }, (_, column) => {
        const cell: GridCell | undefined = row?.cells[column]
        return (
          <GridPart
            key={column}
            id={`${gridId}-${index}-${column}`}
            role="gridcell"
            tabIndex={-1}
            aria-selected={cell !== undefined && marked.has(cell.number)}
            onClick={() => onPlace(column)}
            onFocus={(event) => {
              if (event.target === event.currentTarget)
                event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus()
            }}
            className={classNames(
              'min-w-70 flex-1 cursor-pointer overflow-hidden border-border border-l px-3 py-2 hover:bg-hover',
              cell !== undefined && marked.has(cell.number) && 'bg-accent-tint',
              column === activeColumn &&
                'outline-2 outline-control -outline-offset-2 group-focus:outline-accent',
            )}
          >
            {cell === undefined ? null : <CellContent cell={cell} />}
          </GridPart>
        )
      })}
    </GridPart>
  )
}

function CaseContent({ row }: { readonly row: GridRow }) {
  const { t } = useTranslation('tests')
  return (
    <div className="flex h-full flex-col gap-1">
      <span className="flex gap-2 text-muted text-small tabular-nums">
        {row.itemIndex + 1}
        {row.slice === null ? null : <span className="truncate">{row.slice}</span>}
        {row.isSynthetic ? <Badge>{t('dataset.syntheticMark')}</Badge> : null}
      </span>
      <div className="line-clamp-4 min-h-0 break-words">
        {row.values.map(({ name, preview }) => (
          <span key={name} className="block">
            {row.values.length === 1 ? null : <span className="text-muted">{name}: </span>}
            {preview}
          </span>
        ))}
      </div>
      {row.reference === null ? null : (
        <span className="truncate text-muted text-small" title={row.reference}>
          {t('grid.expected', { text: row.reference })}
        </span>
      )}
    </div>
  )
}
