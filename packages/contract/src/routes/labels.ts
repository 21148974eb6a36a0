import { z } from 'zod'
import { idSchema, pageQuerySchema, pageSchema } from '../ids.ts'
import { labelMoveSchema, labelNameSchema, latestLabel, versionLabelSchema } from '../version-label.ts'
import { defineRoute } from './route.ts'

const promptParams = z.strictObject({ promptId: idSchema })
const labelParams = z.strictObject({ promptId: idSchema, name: labelNameSchema })
const noteSchema = z.string().trim().max(2_000)

export const labelRoutes = {
  listLabels: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/labels',
    summary: 'Where the labels are: `latest`, kept by the system, then the others by name.',
    tag: 'labels',
    params: promptParams,
    response: pageSchema(versionLabelSchema),
  }),
  getLabel: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/labels/:name',
    summary:
      'Which version a label is on. NOT_FOUND for a name that is on none: never another version instead.',
    tag: 'labels',
    params: z.strictObject({
      promptId: idSchema,
      name: z.union([z.literal(latestLabel), labelNameSchema]),
    }),
    response: versionLabelSchema,
  }),
  setLabel: defineRoute({
    method: 'PUT',
    path: '/api/prompts/:promptId/labels/:name',
    summary: 'Puts a label on a version, taking it away from the one it is on.',
    tag: 'labels',
    params: labelParams,
    body: z.strictObject({ versionNumber: z.int().positive(), note: noteSchema.default('') }),
    response: versionLabelSchema,
  }),
  removeLabel: defineRoute({
    method: 'DELETE',
    path: '/api/prompts/:promptId/labels/:name',
    summary: 'Takes a label away; its history stays.',
    tag: 'labels',
    params: labelParams,
    query: z.strictObject({ note: noteSchema.default('') }),
    status: 204,
  }),
  listLabelMoves: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/labels/:name/moves',
    summary: 'Where a label has been, newest first; also for one that was taken away.',
    tag: 'labels',
    params: labelParams,
    query: pageQuerySchema,
    response: pageSchema(labelMoveSchema),
  }),
}
