import { z } from 'zod'
import { idSchema, timestampSchema } from './ids.ts'

/** `variable`: may fill a variable of a prompt. `reference`: the expected answer. `metadata`: neither, as a slice. */
export const columnRoleSchema = z.enum(['variable', 'reference', 'metadata'])
export type ColumnRole = z.infer<typeof columnRoleSchema>

/** What a data set may hold, imports included. */
export const datasetLimits = {
  textBytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 200,
  cellBytes: 1024 * 1024,
} as const

/** Any text is a name, `__proto__` too: rows are lists in the order of the columns, never objects with these names. */
const columnNameSchema = z.string().min(1).max(200)
const cellTextSchema = z.string().max(datasetLimits.cellBytes)
const cellsSchema = z.array(cellTextSchema).max(datasetLimits.columns)
/** Counts the rows of a data set up, through all of its versions; never given to a second row. */
const rowIdSchema = z.int().positive()

export const datasetColumnSchema = z.strictObject({
  /** Stays the same through all versions, whatever the column is called. */
  id: z.int().nonnegative(),
  name: columnNameSchema,
  role: columnRoleSchema,
})
export type DatasetColumn = z.infer<typeof datasetColumnSchema>

/** A new column has no id yet. */
export const columnInputSchema = datasetColumnSchema.partial({ id: true })
export type ColumnInput = z.infer<typeof columnInputSchema>

/** Each name once. */
export const columnListSchema = z
  .array(columnInputSchema)
  .min(1)
  .max(datasetLimits.columns)
  .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, {
    message: 'Two columns have the same name. Give each its own.',
  })

/** One case of a version. */
export const datasetRowSchema = z.strictObject({
  id: rowIdSchema,
  /** In the order of the version's columns. */
  cells: cellsSchema,
  /** Made by a model or a program, not by what really happened. */
  isSynthetic: z.boolean(),
})
export type DatasetRow = z.infer<typeof datasetRowSchema>

export const rowInputSchema = z.strictObject({
  /** In the order of the columns; those left out at the end are empty. */
  cells: cellsSchema,
  isSynthetic: z.boolean().default(false),
})
export type RowInput = z.infer<typeof rowInputSchema>

/** One edit of a grid. Columns are named as they are called after the save. */
export const rowChangeSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('add'),
    row: rowInputSchema,
    /** The row that it comes behind; null puts it in front, without it it comes last. */
    afterRowId: rowIdSchema.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('change'),
    rowId: rowIdSchema,
    cells: z
      .array(z.strictObject({ column: columnNameSchema, text: cellTextSchema }))
      .max(datasetLimits.columns)
      .default([]),
    isSynthetic: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('remove'), rowId: rowIdSchema }),
])
export type RowChange = z.infer<typeof rowChangeSchema>

/** What the list of versions shows. */
export const datasetVersionSchema = z.strictObject({
  datasetId: idSchema,
  number: z.int().positive(),
  /** The version before it, from which it was edited; null for the first. */
  parentNumber: z.int().positive().nullable(),
  message: z.string(),
  columns: z.array(datasetColumnSchema),
  rowCount: z.int().nonnegative(),
  syntheticCount: z.int().nonnegative(),
  /** SHA-256 of names, roles, cells and marks in their order: the same content has the same hash. */
  contentSha256: z.string(),
  createdAt: timestampSchema,
})
export type DatasetVersion = z.infer<typeof datasetVersionSchema>

export const datasetSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1).max(200),
  latest: datasetVersionSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Dataset = z.infer<typeof datasetSchema>

/** A data set that comes with Trialogue. It is none of the reader's data until it is added. */
export const sampleDatasetSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string(),
  rowCount: z.int().positive(),
  columns: z.array(z.strictObject({ name: columnNameSchema, role: columnRoleSchema })),
  /** Where it was added already. */
  datasetId: idSchema.nullable(),
})
export type SampleDataset = z.infer<typeof sampleDatasetSchema>

export const tableFormatSchema = z.enum(['csv', 'tsv', 'jsonl'])
export type TableFormat = z.infer<typeof tableFormatSchema>

/** Text of a file, or what was pasted. The size is counted in bytes of UTF-8. */
export const tableTextSchema = z.strictObject({
  format: tableFormatSchema,
  text: z.string().min(1).max(datasetLimits.textBytes),
  /** Without one, columns are called `column 1`, `column 2` … JSON Lines have their names in each line. */
  hasHeader: z.boolean().default(true),
})

/** What was read otherwise than it was written, for the page's words. */
export const importNoticeSchema = z.strictObject({
  key: z.enum(['renamed-column', 'short-rows', 'not-text', 'unescaped-formulas']),
  values: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
})
export type ImportNotice = z.infer<typeof importNoticeSchema>

/** The beginning of what an import would make; nothing is kept. */
export const importPreviewSchema = z.strictObject({
  columns: z.array(z.strictObject({ name: columnNameSchema, role: columnRoleSchema })),
  /** The first ones. */
  rows: z.array(rowInputSchema),
  rowCount: z.int().nonnegative(),
  notices: z.array(importNoticeSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** A file to be saved by the page. */
export const exportedTextSchema = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  text: z.string(),
})
export type ExportedText = z.infer<typeof exportedTextSchema>

/**
 * A window on a long list: a grid jumps to any place, so it asks by place. `total` counts what meets the filters, of
 * which there may be more than `items`.
 */
export const windowQuerySchema = z.strictObject({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** `true` or `false` in an address. */
export const flagQuerySchema = z.enum(['true', 'false']).transform((text) => text === 'true')

export const rowListQuerySchema = windowQuerySchema.extend({
  /** Text that is in one of the cells, in any case of Latin letters. */
  q: z.string().max(500).optional(),
  isSynthetic: flagQuerySchema.optional(),
})
export type RowListQuery = z.infer<typeof rowListQuerySchema>
