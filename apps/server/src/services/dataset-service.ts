import type {
  ColumnInput,
  Dataset,
  DatasetVersion,
  ExportedText,
  ImportNotice,
  ImportPreview,
  RouteBody,
  RouteQuery,
  RouteResponse,
  Routes,
  RowInput,
  SampleDataset,
  TableFormat,
} from '@trialogue/contract'
import { AppError } from '@trialogue/contract'
import { type BundledDataset, bundledDatasetIds, bundledDatasets } from '@trialogue/evaluation'
import type { Store } from '@trialogue/store'
import { guessRole } from '../tables/guess-role.ts'
import { readTable, type TableText } from '../tables/read-table.ts'
import { syntheticColumn, type Table } from '../tables/table.ts'
import { mediaTypes, writeTable } from '../tables/write-table.ts'

interface Imported {
  readonly dataset: Dataset
  readonly notices: ImportNotice[]
}

/** Data sets, and the way in and out of them. What is over a limit is refused with its line. */
export interface DatasetService {
  list(query: RouteQuery<Routes['listDatasets']>): Promise<RouteResponse<Routes['listDatasets']>>
  create(body: RouteBody<Routes['createDataset']>): Promise<Dataset>
  /** Throws NOT_FOUND, as do all that name a data set. */
  get(datasetId: string): Promise<Dataset>
  rename(datasetId: string, name: string): Promise<Dataset>
  previewImport(text: TableText): ImportPreview
  import(body: RouteBody<Routes['importDataset']>): Promise<Imported>
  /** Throws CONFLICT when the base is not the newest. */
  importVersion(datasetId: string, body: RouteBody<Routes['importDatasetVersion']>): Promise<Imported>
  listSamples(): Promise<SampleDataset[]>
  /** One that was added is given as it stands. */
  addSample(sampleId: string): Promise<Dataset>
  listVersions(
    datasetId: string,
    query: RouteQuery<Routes['listDatasetVersions']>,
  ): Promise<RouteResponse<Routes['listDatasetVersions']>>
  getVersion(datasetId: string, number: number): Promise<DatasetVersion>
  /** Throws CONFLICT when the base is not the newest. */
  save(datasetId: string, body: RouteBody<Routes['saveDatasetVersion']>): Promise<DatasetVersion>
  listRows(
    datasetId: string,
    number: number,
    query: RouteQuery<Routes['listDatasetRows']>,
  ): Promise<RouteResponse<Routes['listDatasetRows']>>
  export(datasetId: string, number: number, format: TableFormat): Promise<ExportedText>
}

const previewRows = 20

export function createDatasetService({ store: { datasets } }: { store: Store }): DatasetService {
  return {
    list: (query) => datasets.list(query),
    create: (body) => datasets.create(body),
    get: (datasetId) => datasets.get(datasetId),
    rename: (datasetId, name) => datasets.rename(datasetId, name),

    previewImport(text) {
      const table = readTable(text)
      return {
        columns: table.names.map((name) => ({ name, role: guessRole(name) })),
        rows: toRows({ ...table, rows: table.rows.slice(0, previewRows) }, false),
        rowCount: table.rows.length,
        notices: [...table.notices],
      }
    },

    async import({ name, message, roles = [], isSynthetic, ...text }) {
      const table = readTable(text)
      const columns = table.names.map((column, place) => ({
        name: column,
        role: roles[place] ?? guessRole(column),
      }))
      const dataset = await datasets.create({ name, message, columns, rows: toRows(table, isSynthetic) })
      return { dataset, notices: [...table.notices] }
    },

    async importVersion(datasetId, { baseVersion, message, mode, isSynthetic, ...text }) {
      const table = readTable(text)
      const { latest } = await datasets.get(datasetId)
      const columns = mergeColumns(latest.columns, table.names)
      const places = new Map(table.names.map((name, place) => [name, place]))
      const rows = toRows(table, isSynthetic).map(({ cells, isSynthetic: isMade }) => ({
        cells: columns.map(({ name }) => cells[places.get(name) ?? -1] ?? ''),
        isSynthetic: isMade,
      }))
      await datasets.addRows(datasetId, { baseVersion, message, columns, rows, mode })
      return { dataset: await datasets.get(datasetId), notices: [...table.notices] }
    },

    ...offerSamples(datasets),

    listVersions: (datasetId, query) => datasets.listVersions(datasetId, query),
    getVersion: (datasetId, number) => datasets.getVersion(datasetId, number),
    save: (datasetId, body) => datasets.change(datasetId, body),
    listRows: (datasetId, number, query) => datasets.listRows(datasetId, number, query),

    async export(datasetId, number, format) {
      const { name } = await datasets.get(datasetId)
      const { columns, syntheticCount } = await datasets.getVersion(datasetId, number)
      const names = columns.map((column) => column.name)
      const rows: string[][] = []
      for await (const batch of datasets.readRows(datasetId, number)) {
        for (const { cells, isSynthetic } of batch) {
          rows.push(syntheticCount === 0 ? cells : [...cells, String(isSynthetic)])
        }
      }
      const text = writeTable(format, syntheticCount === 0 ? names : [...names, syntheticColumn], rows)
      return { fileName: `${toFileName(name)}-${number}.${format}`, mediaType: mediaTypes[format], text }
    },
  }
}

function offerSamples(datasets: Store['datasets']): Pick<DatasetService, 'listSamples' | 'addSample'> {
  return {
    listSamples: () =>
      Promise.all(
        bundledDatasetIds.map(async (id): Promise<SampleDataset> => {
          const sample = bundledDatasets[id]
          const { columns } = await sample.load()
          return {
            id,
            name: nameOf(id),
            rowCount: sample.rowCount,
            columns: columns.map((name) => ({ name, role: roleIn(sample, name) })),
            datasetId: (await datasets.findSample(id))?.id ?? null,
          }
        }),
      ),

    async addSample(sampleId) {
      const id = bundledDatasetIds.find((known) => known === sampleId)
      if (id === undefined) {
        throw new AppError('NOT_FOUND', 'There is no such sample. Choose one of the list.', {
          details: { noun: 'sample', id: sampleId },
        })
      }
      const added = await datasets.findSample(id)
      if (added !== null) return added
      const { columns, rows } = await bundledDatasets[id].load()
      return datasets.create({
        name: nameOf(id),
        message: '',
        columns: columns.map((name) => ({ name, role: roleIn(bundledDatasets[id], name) })),
        rows: rows.map((cells) => ({ cells: [...cells], isSynthetic: true })),
        sampleId: id,
      })
    },
  }
}

/** The name of a file on any system. */
export function toFileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100) || 'trialogue'
}

function toRows({ rows, isSynthetic }: Table, isAllSynthetic: boolean): RowInput[] {
  return rows.map((cells, place) => ({
    cells: [...cells],
    isSynthetic: isAllSynthetic || (isSynthetic[place] ?? false),
  }))
}

/** Columns that are there stay as they are; others come behind them. */
function mergeColumns(columns: readonly ColumnInput[], names: readonly string[]): ColumnInput[] {
  const known = new Set(columns.map(({ name }) => name))
  const added = names.filter((name) => !known.has(name)).map((name) => ({ name, role: guessRole(name) }))
  return [...columns, ...added]
}

function roleIn({ referenceColumn, sliceColumn }: BundledDataset, name: string) {
  if (name === referenceColumn) return 'reference'
  return name === sliceColumn ? 'metadata' : guessRole(name)
}

const sampleNames = { 'word-problems': 'Word problems' } as const

function nameOf(id: keyof typeof sampleNames): string {
  return sampleNames[id]
}
