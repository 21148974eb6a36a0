import { z } from 'zod'
import { idSchema, pageSchema } from '../ids.ts'
import {
  cachedRepositorySchema,
  familySchema,
  hubStateSchema,
  pullPlanSchema,
  pullRequestSchema,
  pullSchema,
} from '../pull.ts'
import { defineRoute } from './route.ts'

const params = z.strictObject({ pullId: idSchema })

export const pullRoutes = {
  getHub: defineRoute({
    method: 'GET',
    path: '/api/hub',
    summary: 'Where models are pulled from, and whether it can be reached.',
    tag: 'pulls',
    response: hubStateSchema,
  }),
  listCachedRepositories: defineRoute({
    method: 'GET',
    path: '/api/hub/cached',
    summary:
      'Repositories that other tools have fetched to this machine, and that can be run without the hub.',
    tag: 'pulls',
    response: pageSchema(cachedRepositorySchema),
  }),
  listFamilies: defineRoute({
    method: 'GET',
    path: '/api/families',
    summary: 'Families with base, instruction-tuned and dialog-tuned siblings that are known to run here.',
    tag: 'pulls',
    response: pageSchema(familySchema),
  }),
  planPull: defineRoute({
    method: 'POST',
    path: '/api/pulls/plan',
    summary:
      'What pulling a repository would do: size, licence, kind, and whether it fits. Fetches no weights.',
    tag: 'pulls',
    body: pullRequestSchema,
    response: pullPlanSchema,
  }),
  createPull: defineRoute({
    method: 'POST',
    path: '/api/pulls',
    summary: 'Pulls a model. One that is under way already is answered instead of a second one.',
    tag: 'pulls',
    body: pullRequestSchema,
    status: 202,
    response: pullSchema,
  }),
  listPulls: defineRoute({
    method: 'GET',
    path: '/api/pulls',
    summary: 'Pulls under way and those that ended lately, newest first.',
    tag: 'pulls',
    response: pageSchema(pullSchema),
  }),
  pausePull: defineRoute({
    method: 'POST',
    path: '/api/pulls/:pullId/pause',
    summary: 'Stops fetching; what is there is kept.',
    tag: 'pulls',
    params,
    response: pullSchema,
  }),
  resumePull: defineRoute({
    method: 'POST',
    path: '/api/pulls/:pullId/resume',
    summary: 'Goes on where a paused or failed pull stopped.',
    tag: 'pulls',
    params,
    response: pullSchema,
  }),
  cancelPull: defineRoute({
    method: 'DELETE',
    path: '/api/pulls/:pullId',
    summary: 'Gives a pull up and removes what is incomplete; one that has ended is taken off the list.',
    tag: 'pulls',
    params,
    status: 204,
  }),
}
