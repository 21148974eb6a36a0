import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** Rows are added and taken away so many at a time: scrolling by one row changes nothing. */
const step = 8
/** The height before it is known. */
const unknownHeightPx = 800

export type RowRange = { readonly first: number; readonly last: number }

type RowWindow = {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Places of the rows to be drawn; the last one is included. */
  readonly range: RowRange
  /** Scrolls by as little as shows a row whole. */
  readonly showRow: (index: number) => void
}

/**
 * Which of many rows of one height are in sight. With one height for all of them the place of a row is a product, so that
 * a jump to any of 100,000 costs nothing.
 */
export function useRowWindow(count: number, rowHeight: number, headHeight: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState<RowRange>({ first: 0, last: 3 * step })
  const measure = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const height = element.clientHeight || unknownHeightPx
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight / step) * step - step)
    const last = Math.ceil((element.scrollTop + height) / rowHeight / step) * step + step
    setRange((range) => (range.first === first && range.last === last ? range : { first, last }))
  }, [rowHeight])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [measure])
  const showRow = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      const top = index * rowHeight
      const height = (element.clientHeight || unknownHeightPx) - headHeight
      if (top < element.scrollTop) element.scrollTop = top
      if (top + rowHeight > element.scrollTop + height) element.scrollTop = top + rowHeight - height
      measure()
    },
    [rowHeight, headHeight, measure],
  )
  return { scroller, range: { first: range.first, last: Math.min(range.last, count - 1) }, showRow }
}
