import { expect, it } from 'vitest'
import { scoreWith } from '../scorers/testing-scorer.ts'
import { bundledDatasets } from './bundled-datasets.ts'

it.each(Object.values(bundledDatasets))(
  '$id is as large as it says, and has the columns it names',
  async (dataset) => {
    const { columns, rows } = await dataset.load()
    expect(rows).toHaveLength(dataset.rowCount)
    expect(columns).toContain(dataset.referenceColumn)
    expect(columns).toContain(dataset.sliceColumn)
    for (const row of rows) expect(row).toHaveLength(columns.length)
  },
)

it('the worked steps of every word problem lead to its answer, as the numeric scorer reads them', async () => {
  const { columns, rows } = await bundledDatasets['word-problems'].load()
  const cell = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? ''
  for (const row of rows) {
    const input = { answer: cell(row, 'steps'), reference: cell(row, 'answer') }
    expect((await scoreWith('numeric-answer', {}, input)).value, cell(row, 'question')).toBe(true)
  }
})
