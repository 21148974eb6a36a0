import { bytesPerStep, type Contestant } from './competitors/contestants.ts'
import type { Machine } from './machine.ts'
import type { Figure, Measure } from './measures.ts'
import type { ModelShape } from './model/model-shape.ts'
import type { Performance, StageResult } from './run-stage.ts'
import { median, summarize, timesBetter } from './statistics.ts'

/** What a run of the benchmark found; the JSON file holds just this. */
export interface Report {
  readonly formatVersion: 1
  readonly startedAt: string
  readonly isQuick: boolean
  readonly machine: Machine
  readonly rounds: number
  readonly shape: ModelShape
  readonly versions: Readonly<Record<string, string>>
  readonly stages: readonly StageResult[]
}

/** The report as Markdown. `contestants` know what their steps read, `measures` what the figures are. */
export function renderReport(
  report: Report,
  measures: readonly Measure[],
  contestants: readonly Contestant[],
): string {
  const { machine, versions, rounds, stages } = report
  const memory = `${Math.round(machine.memoryBytes / 2 ** 30)} GiB`
  return [
    ...(report.isQuick ? ['**A quick run of a tiny model: these figures mean nothing.**', ''] : []),
    `${machine.name}: ${machine.cpu}, ${machine.cores} cores, ${memory}, ${machine.system}, Node ${machine.node}.`,
    `${report.startedAt}, ${rounds} interleaved rounds, load before ${machine.loadBefore.toFixed(1)}.`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    'Medians (lowest to highest); ratios are medians over the rounds, above 1 Trialogue is better.',
    ...stages.flatMap((stage) => ['', ...renderStage(stage, report.shape, measures, contestants)]),
    '',
  ].join('\n')
}

function renderStage(
  stage: StageResult,
  shape: ModelShape,
  measures: readonly Measure[],
  contestants: readonly Contestant[],
): string[] {
  const { precision, modelCount, threadsPerModel, performances, bytesPerSecond } = stage
  const [ours, ...others] = performances
  if (ours === undefined) return []
  const figures = measures
    .flatMap((measure) => measure.figures)
    .filter(({ id }) => ours.figures[id] !== undefined)
  const rows = figures.map((figure) => [
    `${figure.title} (${figure.unit})`,
    ...performances.map(({ figures }) => renderValues(figures[figure.id] ?? [])),
    ...others.map((other) => renderRatio(figure, ours, other)),
  ])
  const memoryRow = [
    'Memory (MB)',
    ...performances.map(({ residentBytes }) => renderNumber(residentBytes / 1e6)),
    ...others.map((other) => `${renderNumber(other.residentBytes / ours.residentBytes)}×`),
  ]
  const titles = performances.map(({ title }) => title)
  const threads = `${threadsPerModel} ${threadsPerModel === 1 ? 'thread' : 'threads'}`
  const head = `### ${precision}, ${modelCount === 1 ? 'one model' : `${modelCount} models`}, ${threads} per model`
  return [
    head,
    '',
    ...renderTable(['', ...titles, ...others.map(({ title }) => `against ${title}`)], [...rows, memoryRow]),
    '',
    ...renderBandwidth(stage, shape, figures, contestants),
    `Memory read by as many threads: ${renderValues(bytesPerSecond.map((value) => value / 1e9))} GB/s.`,
    ...others.map(
      ({ title, agreement: { equal, total } }) => `Greedy tokens equal to ${title}'s: ${equal} of ${total}.`,
    ),
  ]
}

function renderRatio({ id, better }: Figure, ours: Performance, other: Performance): string {
  const times = timesBetter(ours.figures[id] ?? [], other.figures[id] ?? [], better)
  return Number.isNaN(times) ? '–' : `${times.toFixed(2)}×`
}

/** How much of the measured bandwidth decoding used: the medians over rounds, each with its own bandwidth. */
function renderBandwidth(
  { precision, performances, bytesPerSecond }: StageResult,
  shape: ModelShape,
  figures: readonly Figure[],
  contestants: readonly Contestant[],
): string[] {
  const rows = figures.flatMap(({ id, title, decoding }) => {
    if (decoding === undefined) return []
    const shares = performances.map(({ contestant, figures }) => {
      const reader = contestants.find((candidate) => candidate.id === contestant)
      const bytes = reader ? bytesPerStep(reader, shape, { precision, ...decoding }) : Number.NaN
      const rates = figures[id] ?? []
      const used = rates.map(
        (rate, round) => ((rate / decoding.sequences) * bytes) / (bytesPerSecond[round] ?? Number.NaN),
      )
      const share = Math.round(100 * median(used))
      return Number.isNaN(share) ? '–' : `${share} %`
    })
    return [[title, ...shares]]
  })
  if (rows.length === 0) return []
  return [...renderTable(['Share of the bandwidth', ...performances.map(({ title }) => title)], rows), '']
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)]
}

function renderValues(values: readonly number[]): string {
  const { median, min, max } = summarize(values)
  if (values.length === 0 || Number.isNaN(median)) return '–'
  return values.length === 1
    ? renderNumber(median)
    : `${renderNumber(median)} (${renderNumber(min)}–${renderNumber(max)})`
}

/** Three digits, but never an exponent. */
function renderNumber(value: number): string {
  return Math.abs(value) >= 100 ? `${Math.round(value)}` : value.toPrecision(3)
}
