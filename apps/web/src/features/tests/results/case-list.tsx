import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type CaseChange, type ComparisonQuery, caseChangeSchema, type GridCell } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { testsClient } from '../../../lib/tests-client.ts'
import { readingKey } from '../queries.ts'
import { cellLook } from './variant-table.tsx'

const pageSize = 50

type CaseListProps = {
  readonly experimentId: string
  readonly query: ComparisonQuery
  readonly counts: Readonly<Record<CaseChange, number>>
  readonly change: CaseChange
  readonly onChange: (change: CaseChange) => void
  /** Opens a cell of the base's experiment. */
  readonly onOpen: (cell: number) => void
}

/** The cases that changed in one way, with what both answered. */
export function CaseList({ experimentId, query, counts, change, onChange, onOpen }: CaseListProps) {
  const { t } = useTranslation('tests')
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...readingKey(experimentId, 'cases'), query, change],
    queryFn: ({ pageParam, signal }) =>
      testsClient.listComparedCases({
        params: { experimentId },
        query: { ...query, change, offset: pageParam, limit: pageSize },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, { items }) => sum + items.length, 0)
      return read < last.total && last.items.length > 0 ? read : undefined
    },
    placeholderData: keepPreviousData,
  })
  const cases = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="max-w-full overflow-x-auto">
        <SegmentedControl
          label={t('compare.change')}
          value={change}
          onChange={onChange}
          segments={caseChangeSchema.options.map((value) => ({
            value,
            label: t(`change.${value}`, { count: counts[value] }),
          }))}
        />
      </div>
      <p className="text-muted text-small">{t(`changeHint.${change}`)}</p>
      {error === null ? null : <ErrorNotice error={error}>{t('compare.failed')}</ErrorNotice>}
      {cases.length === 0 ? null : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-border border-b text-muted text-small">
                <th scope="col" className={`${cellLook} font-medium`}>
                  {t('grid.case')}
                </th>
                <th scope="col" className={`${cellLook} font-medium`}>
                  {t('cell.reference')}
                </th>
                <th scope="col" className={`${cellLook} font-medium`}>
                  {t('compare.base')}
                </th>
                <th scope="col" className={`${cellLook} font-medium`}>
                  {t('compare.other')}
                </th>
              </tr>
            </thead>
            <tbody>
              {cases.map((one) => (
                <tr key={one.rowId} className="border-border border-b">
                  <td className={`${cellLook} max-w-80`}>
                    <span className="line-clamp-3 break-words">
                      <span className="text-muted tabular-nums">{one.itemIndex + 1} </span>
                      {one.values.map(({ preview }) => preview).join(' · ')}
                    </span>
                  </td>
                  <td className={`${cellLook} max-w-40 truncate`}>{one.reference ?? '–'}</td>
                  <td className={`${cellLook} max-w-60`}>
                    <Answer cells={one.base} onOpen={onOpen} />
                  </td>
                  <td className={`${cellLook} max-w-60`}>
                    <Answer
                      cells={one.other}
                      onOpen={query.otherExperimentId === undefined ? onOpen : null}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage ? (
        <Button className="self-start" onClick={() => void fetchNextPage()}>
          {t('compare.more')}
        </Button>
      ) : null}
    </div>
  )
}

type AnswerProps = {
  readonly cells: readonly GridCell[]
  /** Null where the cell is another experiment's. */
  readonly onOpen: ((cell: number) => void) | null
}

function Answer({ cells, onOpen }: AnswerProps) {
  const { t } = useTranslation('tests')
  return cells.map(({ number, preview, hasAnswer }) => {
    const text = preview === null || preview.trim() === '' ? '–' : preview
    const words = hasAnswer === false ? `${t('category.no-answer')}: ${text}` : text
    if (onOpen === null)
      return (
        <span key={number} className="line-clamp-3 break-words">
          {words}
        </span>
      )
    return (
      <button
        key={number}
        type="button"
        onClick={() => onOpen(number)}
        className="line-clamp-3 min-h-6 w-full break-words rounded-small text-left text-accent hover:underline"
      >
        {words}
      </button>
    )
  })
}
