import { z } from 'zod'
import { idSchema, pageQuerySchema, pageSchema } from '../ids.ts'
import {
  draftSchema,
  promptContentSchema,
  promptSchema,
  promptVersionSchema,
  promptVersionSummarySchema,
} from '../prompt.ts'
import { defineRoute } from './route.ts'

const promptParams = z.strictObject({ promptId: idSchema })
const versionParams = z.strictObject({ promptId: idSchema, number: z.coerce.number().int().positive() })
const nameSchema = z.string().trim().min(1).max(200)
const messageSchema = z.string().trim().max(2_000)

export const promptRoutes = {
  listPrompts: defineRoute({
    method: 'GET',
    path: '/api/prompts',
    summary: 'Prompts, the most recently changed first.',
    tag: 'prompts',
    query: pageQuerySchema,
    response: pageSchema(promptSchema),
  }),
  createPrompt: defineRoute({
    method: 'POST',
    path: '/api/prompts',
    summary: 'Makes a prompt with a first draft and no version yet.',
    tag: 'prompts',
    body: z.strictObject({ name: nameSchema, content: promptContentSchema }),
    status: 201,
    response: z.strictObject({ prompt: promptSchema, draft: draftSchema }),
  }),
  getPrompt: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId',
    summary: 'One prompt.',
    tag: 'prompts',
    params: promptParams,
    response: promptSchema,
  }),
  renamePrompt: defineRoute({
    method: 'PATCH',
    path: '/api/prompts/:promptId',
    summary: 'Renames a prompt.',
    tag: 'prompts',
    params: promptParams,
    body: z.strictObject({ name: nameSchema }),
    response: promptSchema,
  }),
  getDraft: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/draft',
    summary: 'The unsaved work on a prompt.',
    tag: 'drafts',
    params: promptParams,
    response: draftSchema,
  }),
  saveDraft: defineRoute({
    method: 'PUT',
    path: '/api/prompts/:promptId/draft',
    summary: 'Writes the draft. `revision` is the one that was read; CONFLICT when someone wrote in between.',
    tag: 'drafts',
    params: promptParams,
    body: z.strictObject({
      revision: z.int().positive(),
      baseVersion: z.int().positive().nullable(),
      content: promptContentSchema,
    }),
    response: draftSchema,
  }),
  listVersions: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/versions',
    summary: 'The timeline, newest first; with `search` only versions with these words in their message.',
    tag: 'versions',
    params: promptParams,
    query: pageQuerySchema.extend({ search: z.string().trim().max(200).optional() }),
    response: pageSchema(promptVersionSummarySchema),
  }),
  saveVersion: defineRoute({
    method: 'POST',
    path: '/api/prompts/:promptId/versions',
    summary: 'Saves an immutable version with the next number; the draft continues from it.',
    tag: 'versions',
    params: promptParams,
    body: z.strictObject({
      message: messageSchema,
      parentNumber: z.int().positive().nullable(),
      content: promptContentSchema,
    }),
    status: 201,
    response: z.strictObject({ version: promptVersionSchema, draft: draftSchema }),
  }),
  getVersion: defineRoute({
    method: 'GET',
    path: '/api/prompts/:promptId/versions/:number',
    summary: 'One version with its content.',
    tag: 'versions',
    params: versionParams,
    response: promptVersionSchema,
  }),
  restoreVersion: defineRoute({
    method: 'POST',
    path: '/api/prompts/:promptId/versions/:number/restore',
    summary: 'Makes a new version with the content of an older one; nothing is deleted.',
    tag: 'versions',
    params: versionParams,
    body: z.strictObject({ message: messageSchema }),
    status: 201,
    response: z.strictObject({ version: promptVersionSchema, draft: draftSchema }),
  }),
}
