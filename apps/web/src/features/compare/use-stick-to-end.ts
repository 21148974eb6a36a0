import { type RefObject, useEffect, useRef, useState } from 'react'

/** Nearer to the end than this, a reader wants to see what comes. */
const nearPx = 40

type StickToEnd = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  /** Whether text has gone on below what is in sight. */
  readonly isBehind: boolean
  readonly jumpToEnd: () => void
}

/** Scrolls along with growing text while the reader is at its end; a reader who scrolled back is left alone. */
export function useStickToEnd(grown: unknown, isGrowing: boolean): StickToEnd {
  const scroller = useRef<HTMLDivElement>(null)
  const isNear = useRef(true)
  const [isBehind, setIsBehind] = useState(false)

  useEffect(() => {
    const element = scroller.current
    if (element === null || !isGrowing) return
    if (isNear.current) element.scrollTop = element.scrollHeight
    else setIsBehind(true)
  }, [grown, isGrowing])

  function onScroll() {
    const element = scroller.current
    if (element === null) return
    isNear.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx
    if (isNear.current) setIsBehind(false)
  }

  function jumpToEnd() {
    const element = scroller.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }

  return { scroller, onScroll, isBehind: isBehind && isGrowing, jumpToEnd }
}
