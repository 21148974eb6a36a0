import { type Measurement, wilsonInterval } from './measurement.ts'

const heading = '## What it can do, measured'

const percent = (share: number) => `${Math.round(share * 100)} %`

/** A table of the measurements with their 95 % intervals. */
function writeTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { name, correct, count } = measurement
    const { low, high } = wilsonInterval(measurement)
    return `| ${name} | ${correct} of ${count} | ${percent(correct / count)} | ${percent(low)} – ${percent(high)} |`
  })
  return ['| Task | Right | Share | 95 % interval |', '|---|---|---|---|', ...rows].join('\n')
}

/** Puts the figures into a model card: in place of older ones, else before "What it cannot do", else at the end. */
export function addFiguresToCard(card: string, measurements: readonly Measurement[]): string {
  const section = `${heading}
Greedy decoding, numbers, names and wordings that training never showed, asked exactly as the playground asks. "New wording" are problems that a person wrote without looking at the corpus. The counts are in \`evaluation.json\`.

${writeTable(measurements)}
`
  const sections = card.split(/(?=^## )/m).filter((part) => !part.startsWith(heading))
  const at = sections.findIndex((part) => part.startsWith('## What it cannot do'))
  const before = at < 0 ? sections : sections.slice(0, at)
  return [...before, ...(at < 0 ? ['\n'] : []), `${section}\n`, ...(at < 0 ? [] : sections.slice(at))].join(
    '',
  )
}
