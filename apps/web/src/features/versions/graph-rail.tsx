import { classNames } from '../../lib/class-names.ts'
import type { GraphRow } from './version-graph.ts'

const laneWidthPx = 14
/** From the top of a row to the middle of its dot. */
const dotTopPx = 18.5
/** More lanes than these share the last place: the words need the room. */
const maxLanes = 8

export function graphWidthPx(laneCount: number): number {
  return Math.min(Math.max(laneCount, 1), maxLanes) * laneWidthPx
}

/** Half a pixel off, so that a line of one pixel covers one and not two halves. */
const middleOf = (lane: number) => (Math.min(lane, maxLanes - 1) + 0.5) * laneWidthPx + 0.5

type Props = { readonly row: GraphRow; readonly look: 'version' | 'base' | 'draft' }

const dots: Readonly<Record<Props['look'], string>> = {
  version: 'border-control bg-surface',
  base: 'border-accent bg-accent',
  draft: 'border-accent border-dashed bg-surface',
}

/** The lines of the timeline beside one row, drawn over its whole height. The words of the row say the same. */
export function GraphRail({ row, look }: Props) {
  const { lane, from, past, hasParent } = row
  const x = middleOf(lane)
  return (
    <span aria-hidden className="absolute inset-y-0 left-0">
      {past.map((other) => (
        <Line key={other} x={middleOf(other)} className="inset-y-0" />
      ))}
      {hasParent ? <Line x={x} className="bottom-0" topPx={dotTopPx} /> : null}
      <svg
        aria-hidden="true"
        className="absolute top-0 left-0 overflow-visible text-control"
        width="1"
        height={dotTopPx}
      >
        {from.map((other) => (
          <path key={other} d={curve(middleOf(other), x)} fill="none" stroke="currentColor" />
        ))}
      </svg>
      <span
        className={classNames('absolute size-[9px] rounded-full border', dots[look])}
        style={{ left: x - 4.5, top: dotTopPx - 4.5 }}
      />
    </span>
  )
}

type LineProps = { readonly x: number; readonly className: string; readonly topPx?: number }

function Line({ x, className, topPx }: LineProps) {
  return (
    <span
      className={classNames('absolute w-px bg-control', className)}
      style={{ left: x - 0.5, ...(topPx === undefined ? {} : { top: topPx }) }}
    />
  )
}

/** From the top of a lane into the dot. */
function curve(fromX: number, toX: number): string {
  return fromX === toX
    ? `M ${fromX} 0 V ${dotTopPx}`
    : `M ${fromX} 0 Q ${fromX} ${dotTopPx} ${toX} ${dotTopPx}`
}
