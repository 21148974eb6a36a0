import type { Handlers, Services } from './handlers.ts'

type DatasetHandlers = Pick<
  Handlers,
  | 'listDatasets'
  | 'createDataset'
  | 'previewImport'
  | 'importDataset'
  | 'listSampleDatasets'
  | 'addSampleDataset'
  | 'getDataset'
  | 'renameDataset'
  | 'listDatasetVersions'
  | 'getDatasetVersion'
  | 'saveDatasetVersion'
  | 'importDatasetVersion'
  | 'listDatasetRows'
  | 'exportDataset'
>

export function datasetHandlers({ datasets }: Services): DatasetHandlers {
  return {
    listDatasets: ({ query }) => datasets.list(query),
    createDataset: ({ body }) => datasets.create(body),
    previewImport: async ({ body }) => datasets.previewImport(body),
    importDataset: ({ body }) => datasets.import(body),
    listSampleDatasets: async () => ({ items: await datasets.listSamples(), nextCursor: null }),
    addSampleDataset: ({ params }) => datasets.addSample(params.sampleId),
    getDataset: ({ params }) => datasets.get(params.datasetId),
    renameDataset: ({ params, body }) => datasets.rename(params.datasetId, body.name),
    listDatasetVersions: ({ params, query }) => datasets.listVersions(params.datasetId, query),
    getDatasetVersion: ({ params }) => datasets.getVersion(params.datasetId, params.number),
    saveDatasetVersion: ({ params, body }) => datasets.save(params.datasetId, body),
    importDatasetVersion: ({ params, body }) => datasets.importVersion(params.datasetId, body),
    listDatasetRows: ({ params, query }) => datasets.listRows(params.datasetId, params.number, query),
    exportDataset: ({ params, query }) => datasets.export(params.datasetId, params.number, query.format),
  }
}
