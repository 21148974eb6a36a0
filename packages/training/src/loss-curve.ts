import type { TrainingLog } from './training-log.ts'

const width = 720
const height = 320
const plot = { left: 64, right: 700, top: 36, bottom: 268 }

/** Legible on light and on dark pages: a card shows the picture on either. */
const ink = '#7d8590'
const line = '#3b82c4'

type Scale = { readonly ticks: readonly number[]; readonly place: (value: number) => number }

/** Ticks at 1, 2 or 5 times a power of ten, from 0 to the first one that is not below `max`. */
export function roundTicks(max: number, wanted: number): number[] {
  const raw = Math.max(max, Number.MIN_VALUE) / wanted
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10)
  const count = Math.ceil(max / step - 1e-9)
  return Array.from({ length: Math.max(count, 1) + 1 }, (_, at) => Number((at * step).toPrecision(6)))
}

function scaleOf(max: number, from: number, to: number): Scale {
  const ticks = roundTicks(max, 8)
  const end = ticks.at(-1) ?? 1
  return { ticks, place: (value) => from + ((to - from) * value) / end }
}

const rounded = (value: number) => value.toFixed(1)

function verticalAxis({ ticks, place }: Scale): string[] {
  return ticks.flatMap((tick) => {
    const y = rounded(place(tick))
    return [
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}" stroke="${ink}" stroke-opacity="0.25"/>`,
      `<text x="${plot.left - 8}" y="${y}" text-anchor="end" dominant-baseline="middle">${tick}</text>`,
    ]
  })
}

function horizontalAxis({ ticks, place }: Scale): string[] {
  return ticks.flatMap((tick) => {
    const x = rounded(place(tick))
    return [
      `<line x1="${x}" x2="${x}" y1="${plot.bottom}" y2="${plot.bottom + 5}" stroke="${ink}"/>`,
      `<text x="${x}" y="${plot.bottom + 20}" text-anchor="middle">${tick}</text>`,
    ]
  })
}

/**
 * Draws a run's smoothed training loss (nats per weighted token) over the tokens it has seen (millions), as a picture of
 * its own: no script, no font, no colour from outside. A log without entries gives empty axes.
 */
export function lossCurveSvg(log: TrainingLog): string {
  const points = log.entries
    .filter(({ smoothedLoss }) => Number.isFinite(smoothedLoss))
    .map(({ tokens, smoothedLoss }) => ({ millions: tokens / 1e6, loss: smoothedLoss }))
  const x = scaleOf(Math.max(0, ...points.map(({ millions }) => millions)) || 1, plot.left, plot.right)
  const y = scaleOf(Math.max(0, ...points.map(({ loss }) => loss)) || 1, plot.bottom, plot.top)
  const path = points.map(({ millions, loss }) => `${rounded(x.place(millions))},${rounded(y.place(loss))}`)
  const last = points.at(-1)
  const title = `Wren ${log.stage}: training loss`
  const end = last ? `, ${last.loss.toFixed(3)} after ${last.millions.toFixed(1)} million tokens` : ''
  const middle = (plot.top + plot.bottom) / 2
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<title>${title}${end}</title>`,
    `<text x="${plot.left}" y="20" font-size="14">${title}${end}</text>`,
    ...verticalAxis(y),
    ...horizontalAxis(x),
    `<line x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}" stroke="${ink}"/>`,
    `<polyline points="${path.join(' ')}" fill="none" stroke="${line}" stroke-width="2" stroke-linejoin="round"/>`,
    `<text x="${(plot.left + plot.right) / 2}" y="${height - 10}" text-anchor="middle">tokens seen (millions)</text>`,
    `<text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">loss (nats per token)</text>`,
    '</svg>',
  ].join('\n')}\n`
}
