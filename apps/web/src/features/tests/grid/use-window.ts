import { useQueries } from '@tanstack/react-query'
import type { RowRange } from './use-row-window.ts'

type WindowSource<Row> = {
  /** Of the list with its filters; the number of a page is put behind it. */
  readonly queryKey: readonly unknown[]
  readonly pageSize: number
  /** Whether the rows never change. */
  readonly isFixed: boolean
  readonly load: (
    offset: number,
    limit: number,
    signal: AbortSignal,
  ) => Promise<{ readonly items: readonly Row[]; readonly total: number }>
}

type Windowed<Row> = {
  /** Undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined
  /** Undefined until the first page has come. */
  readonly total: number | undefined
  readonly error: Error | null
}

/** The rows of a long list that are in sight, a page at a time. The first page stays: it says how many there are. */
export function useWindow<Row>(source: WindowSource<Row>, range: RowRange): Windowed<Row> {
  const { queryKey, pageSize, isFixed, load } = source
  const firstPage = Math.max(0, Math.floor(range.first / pageSize))
  const lastPage = Math.max(firstPage, Math.floor(range.last / pageSize))
  const inSight = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
  const pages = firstPage === 0 ? inSight : [0, ...inSight]
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => load(page * pageSize, pageSize, signal),
      staleTime: isFixed ? Number.POSITIVE_INFINITY : 0,
    })),
  })
  return {
    rowAt: (index) => {
      const page = Math.floor(index / pageSize)
      return results[pages.indexOf(page)]?.data?.items[index - page * pageSize]
    },
    total: results[0]?.data?.total,
    error: results.find(({ error }) => error !== null)?.error ?? null,
  }
}
