import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { nextPlace } from './next-place.ts'
import { findTokenElement } from './token-element.ts'
import type { StripToken } from './token-strip.tsx'

type TokenCursor = {
  readonly box: RefObject<HTMLDivElement | null>
  /** The token that has the focus, or would get it. */
  readonly active: number
  /** What the open panel stands beside; null while none is open. */
  readonly anchor: HTMLElement | null
  readonly setActive: (place: number) => void
  readonly open: (element: HTMLElement) => void
  readonly close: () => void
  /** Puts the focus on a token. */
  readonly goTo: (place: number) => void
  /** For the open panel: it goes along to the neighbours. */
  readonly onPanelKeyDown: (event: KeyboardEvent) => void
}

const panelKeys: readonly string[] = ['ArrowLeft', 'ArrowRight', '[', ']']

/** Where a reader is within a strip of tokens, and whether its panel is open. */
export function useTokenCursor(tokens: readonly StripToken[]): TokenCursor {
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return {
    box,
    active,
    anchor,
    setActive,
    open: setAnchor,
    close: () => setAnchor(null),
    goTo(place) {
      setActive(place)
      findTokenElement(box.current, place)?.focus()
    },
    onPanelKeyDown(event) {
      if (!panelKeys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
      const next = nextPlace(event.key, active, tokens)
      const element = next === null ? null : findTokenElement(box.current, next)
      if (next === null || element === null) return
      event.preventDefault()
      setActive(next)
      setAnchor(element)
    },
  }
}
