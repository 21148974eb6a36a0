import { z } from 'zod'
import { idSchema, pageSchema } from '../ids.ts'
import { previewRequestSchema, previewSchema } from '../preview.ts'
import { runRequestSchema, runSchema } from '../run.ts'
import { numberedRunEventSchema } from '../run-event.ts'
import { runListQuerySchema, runSummarySchema } from '../run-summary.ts'
import { defineRoute } from './route.ts'

const runParams = z.strictObject({ runId: idSchema })

export const runRoutes = {
  createRun: defineRoute({
    method: 'POST',
    path: '/api/runs',
    summary: 'Starts a run: variants × items × samples generations.',
    tag: 'runs',
    body: runRequestSchema,
    status: 202,
    response: runSchema,
  }),
  listRuns: defineRoute({
    method: 'GET',
    path: '/api/runs',
    summary: 'Runs, newest first: all of them, or those that meet the filters.',
    tag: 'runs',
    query: runListQuerySchema,
    response: pageSchema(runSummarySchema),
  }),
  getRun: defineRoute({
    method: 'GET',
    path: '/api/runs/:runId',
    summary: 'A run with all of its generations as they stand.',
    tag: 'runs',
    params: runParams,
    response: runSchema,
  }),
  streamRunEvents: defineRoute({
    method: 'GET',
    path: '/api/runs/:runId/events',
    summary: 'The run as server-sent events; resumes after `Last-Event-ID`, ends when the run has ended.',
    tag: 'runs',
    params: runParams,
    response: numberedRunEventSchema,
    stream: true,
  }),
  cancelRun: defineRoute({
    method: 'POST',
    path: '/api/runs/:runId/cancel',
    summary: 'Stops a run, or only the generations named; what they have written is kept.',
    tag: 'runs',
    params: runParams,
    body: z.strictObject({ generationIds: z.array(idSchema).min(1).max(10_000).optional() }),
    response: runSchema,
  }),
  resumeRun: defineRoute({
    method: 'POST',
    path: '/api/runs/:runId/resume',
    summary: 'Continues an interrupted run: runs its unfinished generations again with the same seeds.',
    tag: 'runs',
    params: runParams,
    status: 202,
    response: runSchema,
  }),
  previewPrompt: defineRoute({
    method: 'POST',
    path: '/api/preview',
    summary: 'Exactly what each model would read: text, tokens and counts.',
    tag: 'runs',
    body: previewRequestSchema,
    response: previewSchema,
  }),
}
