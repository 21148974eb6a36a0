import type { EvaluationRecord, PrecisionDifference } from './evaluation-record.ts'
import { type Measurement, wilsonInterval } from './measurement.ts'
import { nameGroups } from './measurement-names.ts'

/** A language that model cards are written in. */
export type Language = 'english' | 'chinese'

const words = {
  english: {
    heads: ['Measured', 'Right', 'Share', '95 % interval'],
    of: ' of ',
    tooLong: (count: number) => `${count} prompts did not fit into the context and count as wrong.`,
    precision: 'Half against single precision',
    precisionHeads: ['Measured', 'Single', 'Half', 'Difference'],
    points: 'points',
  },
  chinese: {
    heads: ['测量项目', '正确', '比例', '95 % 区间'],
    of: ' / ',
    tooLong: (count: number) => `其中 ${count} 个提示超出上下文长度，按错误计。`,
    precision: '半精度与单精度之比较',
    precisionHeads: ['测量项目', '单精度', '半精度', '差'],
    points: '个百分点',
  },
} as const

const percent = (share: number) => `${Math.round(share * 100)} %`

const tableHead = (heads: readonly string[]) => `| ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length)}`

function row(name: string, measurement: Measurement, language: Language): string {
  const { correct, count } = measurement
  const { low, high } = wilsonInterval(measurement)
  const share = count === 0 ? '–' : percent(correct / count)
  return `| ${name} | ${correct}${words[language].of}${count} | ${share} | ${percent(low)} – ${percent(high)} |`
}

/** The name with its heading, for a table that mixes the groups. */
function nameOf(id: string, language: Language): string {
  const group = nameGroups.find(({ names }) => id in names)
  const colon = { english: ': ', chinese: '：' }[language]
  return group ? `${group[language]}${colon}${group.names[id]?.[language]}` : id
}

function precisionTable(differences: readonly PrecisionDifference[], language: Language): string {
  const { precision, precisionHeads, points } = words[language]
  const rows = differences.map(({ id, count, single, half }) => {
    const difference = (100 * (half - single)) / count
    const sign = difference > 0 ? '+' : ''
    return `| ${nameOf(id, language)} (${count}) | ${single} | ${half} | ${sign}${difference.toFixed(1)} ${points} |`
  })
  return [`### ${precision}`, tableHead(precisionHeads), ...rows].join('\n')
}

/** Every measured figure with its number of cases and its 95 % interval, one table under each heading. */
export function figureTables({ measurements, precision }: EvaluationRecord, language: Language): string {
  const byId = new Map(measurements.map((measurement) => [measurement.id, measurement]))
  const tables = nameGroups.flatMap((group) => {
    const measured = Object.entries(group.names).flatMap(([id, name]) => {
      const measurement = byId.get(id)
      return measurement ? [{ measurement, name: name[language] }] : []
    })
    if (measured.length === 0) return []
    const rows = measured.map(({ name, measurement }) => row(name, measurement, language))
    const tooLong = Math.max(...measured.map(({ measurement }) => measurement.tooLong ?? 0))
    const note = tooLong > 0 ? `\n\n${words[language].tooLong(tooLong)}` : ''
    return [[`### ${group[language]}`, tableHead(words[language].heads), ...rows].join('\n') + note]
  })
  const compared = precision && precision.length > 0 ? [precisionTable(precision, language)] : []
  return [...tables, ...compared].join('\n\n')
}
