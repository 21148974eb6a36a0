import { z } from 'zod'
import { modelIdSchema, pageSchema } from '../ids.ts'
import { modelSchema } from '../model.ts'
import { defineRoute } from './route.ts'

const params = z.strictObject({ modelId: modelIdSchema })

export const modelRoutes = {
  listModels: defineRoute({
    method: 'GET',
    path: '/api/models',
    summary: 'The models that can be run, with their state.',
    tag: 'models',
    response: pageSchema(modelSchema),
  }),
  getModel: defineRoute({
    method: 'GET',
    path: '/api/models/:modelId',
    summary: 'One model.',
    tag: 'models',
    params,
    response: modelSchema,
  }),
}
