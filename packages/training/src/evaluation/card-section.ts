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
Greedy decoding, asked exactly as the playground asks. The word problems have numbers and names that training never showed, in the corpus's own sentence forms; the tasks are asked for in wordings that training never showed. "New wording" are 24 problems written by hand, by the author of the corpus, in sentence forms that it does not have: expect such figures for problems of your own. The counts are in \`evaluation.json\`.

${writeTable(measurements)}
`
  const sections = card.split(/(?=^## )/m).filter((part) => !part.startsWith(heading))
  const at = sections.findIndex((part) => part.startsWith('## What it cannot do'))
  const before = at < 0 ? sections : sections.slice(0, at)
  return [...before, ...(at < 0 ? ['\n'] : []), `${section}\n`, ...(at < 0 ? [] : sections.slice(at))].join(
    '',
  )
}
