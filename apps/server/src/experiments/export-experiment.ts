import type { ExportedText } from '@trialogue/contract'
import type { Store, StoredExperiment } from '@trialogue/store'
import { toFileName } from '../services/dataset-service.ts'
import { mediaTypes, writeTable } from '../tables/write-table.ts'

/** Rows read at once. */
const rowsPerRead = 200

/** One line for each cell, with what filled its variables, its output and its scores. */
export async function exportExperiment(
  store: Store,
  experiment: StoredExperiment,
  format: 'csv' | 'jsonl',
): Promise<ExportedText> {
  const { setup, scorers, itemCount } = experiment
  const names = [
    ...['case', 'variant', 'model', 'sample', 'state'],
    ...setup.mapping.map(({ variable }) => `variable:${variable}`),
    ...['reference', 'output', 'latencyMs', 'promptTokens', 'completionTokens', 'rating', 'comment'],
    ...scorers.flatMap(({ name }) => [`score:${name}`, `pass:${name}`]),
  ]
  const rows: string[][] = []
  for (let offset = 0; offset < itemCount; offset += rowsPerRead) {
    rows.push(...(await readLines(store, experiment, offset)))
  }
  return {
    fileName: `${toFileName(experiment.name)}.${format}`,
    mediaType: mediaTypes[format],
    text: writeTable(format, names, rows),
  }
}

/** One line for each cell of some cases; outputs are whole. */
async function readLines(store: Store, experiment: StoredExperiment, offset: number): Promise<string[][]> {
  const { setup, scorers } = experiment
  const { columns } = await store.datasets.getVersion(setup.datasetId, setup.datasetVersion)
  const idOf = (name: string) => columns.find((column) => column.name === name)?.id ?? -1
  const { items } = await store.experiments.readWindow(experiment, {
    ...{ offset, limit: rowsPerRead, filter: 'all' },
  })
  const lines: string[][] = []
  for (const { rowId, texts, cells } of items) {
    const values = setup.mapping.map(({ source }) =>
      source.from === 'text' ? source.text : (texts[idOf(source.column)] ?? ''),
    )
    const reference = setup.referenceColumn === null ? '' : (texts[idOf(setup.referenceColumn)] ?? '')
    for (const cell of cells) {
      const model = setup.variants.find(({ id }) => id === cell.variantId)?.modelId ?? ''
      const scores = scorers.flatMap(({ name }) => {
        const mark = cell.scores.find((score) => score.name === name)
        return [String(mark?.value ?? mark?.category ?? ''), String(mark?.isPass ?? '')]
      })
      lines.push([
        ...[String(rowId), cell.variantId, model, String(cell.sampleIndex + 1), cell.state],
        ...values,
        ...[reference, await readOutput(store, experiment, cell.number)],
        ...[cell.latencyMs, cell.promptTokens, cell.completionTokens].map((figure) => String(figure ?? '')),
        ...[String(cell.rating?.value ?? ''), cell.rating?.comment ?? ''],
        ...scores,
      ])
    }
  }
  return lines
}

async function readOutput(store: Store, experiment: StoredExperiment, number: number): Promise<string> {
  const { runId } = await store.experiments.readCellRecord(experiment, number)
  if (runId === null) return ''
  const generation = (await store.runs.get(runId)).generations[0]
  return generation?.answer ?? generation?.steps.at(-1)?.text ?? ''
}
