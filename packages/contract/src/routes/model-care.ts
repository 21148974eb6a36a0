import { z } from 'zod'
import { modelIdSchema } from '../ids.ts'
import { benchmarkSchema, machineSchema } from '../machine.ts'
import { modelSchema } from '../model.ts'
import { modelCardSchema, modelCheckSchema, modelCorrectionSchema } from '../model-care.ts'
import { defineRoute } from './route.ts'

const params = z.strictObject({ modelId: modelIdSchema })

/** What can be done with a model besides running it. Apart from `models.ts`: the page's first screen needs none of it. */
export const modelCareRoutes = {
  updateModel: defineRoute({
    method: 'PATCH',
    path: '/api/models/:modelId',
    summary: 'Corrects the kind, name or family of a model that was imported or pulled.',
    tag: 'models',
    params,
    body: modelCorrectionSchema,
    response: modelSchema,
  }),
  deleteModel: defineRoute({
    method: 'DELETE',
    path: '/api/models/:modelId',
    summary: 'Removes an imported or pulled model; `cache` also what is kept of it in the cache of the hub.',
    tag: 'models',
    params,
    query: z.strictObject({ cache: z.stringbool().default(false) }),
    status: 204,
  }),
  loadModel: defineRoute({
    method: 'POST',
    path: '/api/models/:modelId/load',
    summary:
      'Loads a model and answers when it is loaded. MODEL_TOO_LARGE tells what it needs and what is free.',
    tag: 'models',
    params,
    response: modelSchema,
  }),
  unloadModel: defineRoute({
    method: 'POST',
    path: '/api/models/:modelId/unload',
    summary: 'Gives the memory of a model back. MODEL_IN_USE while somebody uses it.',
    tag: 'models',
    params,
    response: modelSchema,
  }),
  verifyModel: defineRoute({
    method: 'POST',
    path: '/api/models/:modelId/verify',
    summary: 'Reads all files of a model and compares them with what they must be.',
    tag: 'models',
    params,
    response: modelCheckSchema,
  }),
  benchmarkModel: defineRoute({
    method: 'POST',
    path: '/api/models/:modelId/benchmark',
    summary: 'Measures how fast a model reads and writes on this machine, and keeps the result.',
    tag: 'models',
    params,
    response: benchmarkSchema,
  }),
  getBenchmark: defineRoute({
    method: 'GET',
    path: '/api/models/:modelId/benchmark',
    summary: 'The last measurement of a model; null where there is none of its present files.',
    tag: 'models',
    params,
    response: z.strictObject({ benchmark: benchmarkSchema.nullable() }),
  }),
  getModelCard: defineRoute({
    method: 'GET',
    path: '/api/models/:modelId/card',
    summary: 'What whoever made a model says about it.',
    tag: 'models',
    params,
    response: modelCardSchema,
  }),
  getMachine: defineRoute({
    method: 'GET',
    path: '/api/machine',
    summary: 'What this machine has for models.',
    tag: 'models',
    response: machineSchema,
  }),
}
