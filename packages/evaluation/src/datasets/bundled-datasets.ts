import { z } from 'zod'

/** Rows of texts under headings. */
export interface BundledTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const bundledDatasetIds = ['word-problems'] as const
export type BundledDatasetId = (typeof bundledDatasetIds)[number]

/** A dataset that comes with Trialogue. The page has its name and what it is for, under its id. */
export interface BundledDataset {
  readonly id: BundledDatasetId
  readonly rowCount: number
  /** The column that holds the expected answers. */
  readonly referenceColumn: string
  /** The column by which results are told apart. */
  readonly sliceColumn: string
  /** Fetched when somebody asks for it: it is as large as a picture. */
  load(): Promise<BundledTable>
}

const tableSchema = z.strictObject({
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
})

export const bundledDatasets: { readonly [Id in BundledDatasetId]: BundledDataset } = {
  /** Made by `packages/training` (`pnpm --filter @trialogue/training data-set`), held out from Wren's training. */
  'word-problems': {
    id: 'word-problems',
    rowCount: 500,
    referenceColumn: 'answer',
    sliceColumn: 'stepCount',
    async load() {
      const file = await import('../../datasets/word-problems.json', { with: { type: 'json' } })
      return tableSchema.parse(file.default)
    },
  },
}
