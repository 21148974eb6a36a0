import type { Estimate } from '@trialogue/contract'

type WhiskersProps = {
  readonly estimate: Estimate
  /** The ends of the scale. */
  readonly scale: { readonly from: number; readonly to: number }
}

const width = 160
const height = 16
const middle = height / 2

/** A value as a dot, its interval as a line with ends. The numbers stand beside it, so it is for the eye only. */
export function Whiskers({ estimate: { value, low, high }, scale }: WhiskersProps) {
  const span = scale.to - scale.from || 1
  const x = (at: number) =>
    4 + ((Math.min(scale.to, Math.max(scale.from, at)) - scale.from) / span) * (width - 8)
  return (
    <svg aria-hidden width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="shrink-0">
      <line x1={4} x2={width - 4} y1={middle} y2={middle} className="stroke-border" />
      <line x1={x(low)} x2={x(high)} y1={middle} y2={middle} className="stroke-accent" strokeWidth={2} />
      {[low, high].map((end, index) => (
        <line
          key={index}
          x1={x(end)}
          x2={x(end)}
          y1={middle - 4}
          y2={middle + 4}
          className="stroke-accent"
          strokeWidth={2}
        />
      ))}
      <circle cx={x(value)} cy={middle} r={4} className="fill-accent" />
    </svg>
  )
}
