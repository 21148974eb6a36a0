import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'

type SplitterProps = {
  readonly left: ReactNode
  readonly right: ReactNode
  /** Names the handle. */
  readonly label: string
  /** Where the width is remembered. */
  readonly storageKey: string
  readonly minLeftPx: number
  readonly minRightPx: number
}

const defaultShare = 0.38
const keyStep = 0.02

/** Two regions side by side with a handle between them: drag it, or move it with the arrow keys. */
export function Splitter({ left, right, label, storageKey, minLeftPx, minRightPx }: SplitterProps) {
  const container = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(() => readShare(storageKey))

  function move(next: number) {
    const width = container.current?.clientWidth ?? 0
    const limited = Math.min(Math.max(next, minLeftPx / width), 1 - minRightPx / width)
    setShare(limited)
    localStorage.setItem(storageKey, String(limited))
  }

  function drag(event: PointerEvent) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const bounds = container.current?.getBoundingClientRect()
    if (bounds !== undefined) move((event.clientX - bounds.left) / bounds.width)
  }

  function moveByKey(event: KeyboardEvent) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (direction === undefined) return
    event.preventDefault()
    move(share + direction * keyStep)
  }

  return (
    <div ref={container} className="flex min-h-0 flex-1">
      <div className="flex min-h-0 flex-col" style={{ width: `max(${minLeftPx}px, ${share * 100}%)` }}>
        {left}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget, which hr is not */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={moveByKey}
        onDoubleClick={() => move(defaultShare)}
        className="group relative w-px shrink-0 cursor-col-resize touch-none bg-border"
      >
        <span className="absolute inset-y-0 -left-1 w-2 group-hover:bg-accent-tint" />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{right}</div>
    </div>
  )
}

function readShare(storageKey: string): number {
  const stored = Number(localStorage.getItem(storageKey) ?? Number.NaN)
  return stored > 0 && stored < 1 ? stored : defaultShare
}
