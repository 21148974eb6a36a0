import { type Experiment, type GridRow, gridFilterSchema } from '@trialogue/contract'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { GridPart } from '../../../components/grid-part.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { formatNumber } from '../../../lib/format-number.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { readingKey } from '../queries.ts'
import type { GoTo, TestsSearch } from '../tests-search.ts'
import { ExperimentHead } from './experiment-head.tsx'
import { ExperimentRow, experimentRowHeight } from './experiment-row.tsx'
import { useExperimentWork } from './experiment-tools.tsx'
import { useCellCursor } from './use-cell-cursor.ts'
import { type RowRange, useRowWindow } from './use-row-window.ts'
import { useWindow } from './use-window.ts'

type ExperimentGridProps = {
  readonly experiment: Experiment
  readonly labels: ReadonlyMap<string, string>
  readonly search: TestsSearch
  readonly onSearch: GoTo
  readonly onOpen: (cell: number) => void
}

const headHeight = 36

/** Cases by variants. The keys move, open, select and rate cells. */
export function ExperimentGrid({ experiment, labels, search, onSearch, onOpen }: ExperimentGridProps) {
  const { t } = useTranslation('tests')
  const gridId = useId()
  const columnCount = experiment.setup.variants.length * experiment.setup.samples
  const [count, setCount] = useState(experiment.itemCount)
  const { scroller, range, showRow } = useRowWindow(count, experimentRowHeight, headHeight)
  const { rowAt, total, error } = useRows(experiment.id, search, range)
  if (total !== undefined && total !== count) setCount(total)
  const cellAt = ({ row, column }: { row: number; column: number }) => rowAt(row)?.cells[column]
  const cursor = useCellCursor({ experiment, rowCount: count, cellAt, showRow, onOpen })
  const { at, marked } = cursor
  const places = Array.from(
    { length: Math.max(0, range.last - range.first + 1) },
    (_, index) => range.first + index,
  )
  return (
    <div className="flex h-full min-h-0 flex-col gap-2 px-4 pt-3 pb-4">
      <GridTools
        {...{ experiment, search, count, marked }}
        onSearch={(next) => {
          cursor.goTo({ row: 0, column: at.column })
          onSearch(next, { isSamePlace: true })
        }}
        onUnmark={cursor.unmark}
      />
      {error === null ? null : <ErrorNotice error={error}>{t('grid.failed')}</ErrorNotice>}
      {cursor.rateError === null ? null : (
        <ErrorNotice error={cursor.rateError}>{t('cell.notRated')}</ErrorNotice>
      )}
      <GridPart
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('grid.label')}
        aria-rowcount={count + 1}
        aria-colcount={columnCount + 1}
        aria-multiselectable
        aria-activedescendant={cellAt(at) === undefined ? undefined : `${gridId}-${at.row}-${at.column}`}
        onKeyDown={cursor.pressKey}
        className="group min-h-64 flex-1 overflow-auto rounded-ui border border-border bg-surface -outline-offset-2"
      >
        <div role="presentation" className="min-w-full" style={{ width: `${260 + columnCount * 280}px` }}>
          <ExperimentHead setup={experiment.setup} labels={labels} />
          <GridPart
            role="rowgroup"
            className="relative"
            style={{ height: `${count * experimentRowHeight}px` }}
          >
            {places.map((index) => (
              <ExperimentRow
                key={index}
                gridId={gridId}
                index={index}
                row={rowAt(index)}
                columnCount={columnCount}
                activeColumn={index === at.row ? at.column : null}
                marked={marked}
                onPlace={(column) => {
                  cursor.goTo({ row: index, column })
                  const cell = cellAt({ row: index, column })
                  if (cell !== undefined) onOpen(cell.number)
                }}
              />
            ))}
          </GridPart>
        </div>
      </GridPart>
      {count === 0 ? <p className="text-muted">{t('grid.none')}</p> : null}
    </div>
  )
}

type GridToolsProps = {
  readonly experiment: Experiment
  readonly search: TestsSearch
  readonly count: number
  readonly marked: ReadonlySet<number>
  readonly onSearch: (search: TestsSearch) => void
  readonly onUnmark: () => void
}

/** Which cases are shown, how many they are, and what is done with the selected cells. */
function GridTools({ experiment, search, count, marked, onSearch, onUnmark }: GridToolsProps) {
  const { t, i18n } = useTranslation('tests')
  const work = useExperimentWork(experiment.id)
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <div className="max-w-full overflow-x-auto">
          <SegmentedControl
            label={t('filter.label')}
            value={search.filter ?? 'all'}
            onChange={(filter) => {
              const { filter: _, ...rest } = search
              onSearch(filter === 'all' ? rest : { ...rest, filter })
            }}
            segments={gridFilterSchema.options.map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
        </div>
        <span className="text-muted tabular-nums">
          {t('grid.cases', { count, cases: formatNumber(count, i18n.language) })}
        </span>
        {marked.size === 0 ? (
          <span className="hidden text-muted text-small laptop:inline">{t('grid.keys')}</span>
        ) : (
          <Button size="small" onClick={() => work.mutate([...marked], { onSuccess: onUnmark })}>
            {t('grid.runMarked', { count: marked.size })}
          </Button>
        )}
      </div>
      {work.isError ? <ErrorNotice error={work.error}>{t('experiment.workFailed')}</ErrorNotice> : null}
    </>
  )
}

function useRows(experimentId: string, { filter = 'all', slice }: TestsSearch, range: RowRange) {
  return useWindow<GridRow>(
    {
      queryKey: [...readingKey(experimentId, 'rows'), filter, slice ?? null],
      pageSize: 50,
      isFixed: false,
      load: (offset, limit, signal) =>
        testsClient.listExperimentRows({
          params: { experimentId },
          query: { offset, limit, filter, ...(slice === undefined ? {} : { slice }) },
          signal,
        }),
    },
    range,
  )
}
