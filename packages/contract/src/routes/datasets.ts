import { z } from 'zod'
import {
  columnListSchema,
  datasetLimits,
  datasetRowSchema,
  datasetSchema,
  datasetVersionSchema,
  exportedTextSchema,
  importNoticeSchema,
  importPreviewSchema,
  rowChangeSchema,
  rowInputSchema,
  rowListQuerySchema,
  sampleDatasetSchema,
  tableFormatSchema,
  tableTextSchema,
} from '../dataset.ts'
import { idSchema, pageQuerySchema, pageSchema } from '../ids.ts'
import { defineRoute } from './route.ts'

const datasetParams = z.strictObject({ datasetId: idSchema })
const versionParams = z.strictObject({ datasetId: idSchema, number: z.coerce.number().int().positive() })
const nameSchema = z.string().trim().min(1).max(200)
const messageSchema = z.string().trim().max(2_000)
const importedSchema = z.strictObject({ dataset: datasetSchema, notices: z.array(importNoticeSchema) })

export const datasetRoutes = {
  listDatasets: defineRoute({
    method: 'GET',
    path: '/api/datasets',
    summary: 'Data sets with their newest versions, the most recently changed first.',
    tag: 'datasets',
    query: pageQuerySchema,
    response: pageSchema(datasetSchema),
  }),
  createDataset: defineRoute({
    method: 'POST',
    path: '/api/datasets',
    summary: 'Makes a data set of columns and rows; its first version has number 1.',
    tag: 'datasets',
    body: z.strictObject({
      name: nameSchema,
      message: messageSchema.default(''),
      columns: columnListSchema,
      rows: z.array(rowInputSchema).max(datasetLimits.rows),
    }),
    status: 201,
    response: datasetSchema,
  }),
  previewImport: defineRoute({
    method: 'POST',
    path: '/api/datasets/import/preview',
    summary: 'The columns, with roles that their names suggest, and the first rows of a text.',
    tag: 'datasets',
    body: tableTextSchema,
    response: importPreviewSchema,
  }),
  importDataset: defineRoute({
    method: 'POST',
    path: '/api/datasets/import',
    summary: 'Makes a data set of CSV, TSV or JSON Lines. What is over a limit is refused by its line.',
    tag: 'datasets',
    body: tableTextSchema.extend({
      name: nameSchema,
      message: messageSchema.default(''),
      /** In the order of the text's columns; without them, the roles that the names suggest. */
      roles: z.array(datasetSchema.shape.latest.shape.columns.element.shape.role).max(200).optional(),
      isSynthetic: z.boolean().default(false),
    }),
    status: 201,
    response: importedSchema,
  }),
  listSampleDatasets: defineRoute({
    method: 'GET',
    path: '/api/datasets/samples',
    summary: 'The data sets that come with Trialogue.',
    tag: 'datasets',
    response: pageSchema(sampleDatasetSchema),
  }),
  addSampleDataset: defineRoute({
    method: 'POST',
    path: '/api/datasets/samples/:sampleId',
    summary: 'Adds a sample to the data sets; one that is there already is answered as it stands.',
    tag: 'datasets',
    params: z.strictObject({ sampleId: z.string().min(1).max(64) }),
    status: 201,
    response: datasetSchema,
  }),
  getDataset: defineRoute({
    method: 'GET',
    path: '/api/datasets/:datasetId',
    summary: 'A data set with its newest version.',
    tag: 'datasets',
    params: datasetParams,
    response: datasetSchema,
  }),
  renameDataset: defineRoute({
    method: 'PATCH',
    path: '/api/datasets/:datasetId',
    summary: 'Renames a data set.',
    tag: 'datasets',
    params: datasetParams,
    body: z.strictObject({ name: nameSchema }),
    response: datasetSchema,
  }),
  listDatasetVersions: defineRoute({
    method: 'GET',
    path: '/api/datasets/:datasetId/versions',
    summary: 'Versions, newest first.',
    tag: 'datasets',
    params: datasetParams,
    query: pageQuerySchema,
    response: pageSchema(datasetVersionSchema),
  }),
  getDatasetVersion: defineRoute({
    method: 'GET',
    path: '/api/datasets/:datasetId/versions/:number',
    summary: 'One version, without its rows.',
    tag: 'datasets',
    params: versionParams,
    response: datasetVersionSchema,
  }),
  saveDatasetVersion: defineRoute({
    method: 'POST',
    path: '/api/datasets/:datasetId/versions',
    summary:
      'Makes the next version of the newest one and a list of changes. CONFLICT when `baseVersion` is not the newest.',
    tag: 'datasets',
    params: datasetParams,
    body: z.strictObject({
      baseVersion: z.int().positive(),
      message: messageSchema.default(''),
      /** All columns as they shall be; left out, they stay. A column without an id is new, one that is missing goes. */
      columns: columnListSchema.optional(),
      changes: z.array(rowChangeSchema).max(datasetLimits.rows),
    }),
    status: 201,
    response: datasetVersionSchema,
  }),
  importDatasetVersion: defineRoute({
    method: 'POST',
    path: '/api/datasets/:datasetId/import',
    summary:
      'Makes the next version with the rows of a text, behind those that are there or in place of them. Columns go by name; new ones are added.',
    tag: 'datasets',
    params: datasetParams,
    body: tableTextSchema.extend({
      baseVersion: z.int().positive(),
      message: messageSchema.default(''),
      mode: z.enum(['append', 'replace']),
      isSynthetic: z.boolean().default(false),
    }),
    status: 201,
    response: importedSchema,
  }),
  listDatasetRows: defineRoute({
    method: 'GET',
    path: '/api/datasets/:datasetId/versions/:number/rows',
    summary: 'A window on the rows of a version.',
    tag: 'datasets',
    params: versionParams,
    query: rowListQuerySchema,
    response: z.strictObject({ items: z.array(datasetRowSchema), total: z.int().nonnegative() }),
  }),
  exportDataset: defineRoute({
    method: 'GET',
    path: '/api/datasets/:datasetId/versions/:number/export',
    summary:
      'A version as text. In CSV and TSV a cell that a spreadsheet would compute has a quote in front, which an import here takes off again.',
    tag: 'datasets',
    params: versionParams,
    query: z.strictObject({ format: tableFormatSchema }),
    response: exportedTextSchema,
  }),
}
