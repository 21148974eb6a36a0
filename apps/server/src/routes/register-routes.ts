import { errorBodySchema, type Route, type RouteId, routes } from '@trialogue/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, HTTPMethods } from 'fastify'
import { z } from 'zod'
import type { EventFeed } from '../services/run-service.ts'
import { datasetHandlers } from './datasets.ts'
import { endpointHandlers } from './endpoints.ts'
import { experimentHandlers } from './experiments.ts'
import { generationHandlers } from './generations.ts'
import type { Handlers, Services } from './handlers.ts'
import { labelHandlers } from './labels.ts'
import { modelHandlers } from './models.ts'
import { promptLossHandlers } from './prompt-loss.ts'
import { promptHandlers } from './prompts.ts'
import { pullHandlers } from './pulls.ts'
import { runHandlers } from './runs.ts'

/** Routes whose body carries a whole prompt with its examples. */
const largeBodyRoutes: ReadonlySet<RouteId> = new Set([
  'createPrompt',
  'saveDraft',
  'saveVersion',
  'createRun',
  'previewPrompt',
  'measurePromptLoss',
  'createExperiment',
  'createChainOfThoughtExperiment',
])
const largeBodyBytes = 8 * 1024 * 1024
/** Routes whose body carries a whole table: its text, with quotes and line breaks escaped. */
const tableRoutes: ReadonlySet<RouteId> = new Set([
  'createDataset',
  'previewImport',
  'importDataset',
  'importDatasetVersion',
  'saveDatasetVersion',
])
const tableBytes = 40 * 1024 * 1024
/** What an answer without a body is described as. */
const nothing = z.null().describe('Done.')

export type StreamWriter = (reply: FastifyReply, feed: EventFeed) => Promise<void>

/** Registers every route of the contract's table with its schemas, its handler and its limits. */
export function registerRoutes(app: FastifyInstance, services: Services, writeStream: StreamWriter): void {
  const handlers: Handlers = {
    ...endpointHandlers(services),
    ...datasetHandlers(services),
    ...experimentHandlers(services),
    ...generationHandlers(services),
    ...labelHandlers(services),
    ...modelHandlers(services),
    ...promptHandlers(services),
    ...promptLossHandlers(services),
    ...pullHandlers(services),
    ...runHandlers(services),
  }
  for (const [id, route] of Object.entries(routes) as [RouteId, Route][]) {
    app.route({
      method: route.method satisfies HTTPMethods,
      url: route.path,
      schema: describe(id, route),
      // HEAD has no body, and a stream is nothing else.
      exposeHeadRoute: !route.stream,
      ...limitOf(id),
      handler: route.stream
        ? streamHandler(handlers[id] as AnyStreamHandler, writeStream)
        : answerHandler(handlers[id] as AnyHandler, route),
    })
  }
}

function limitOf(id: RouteId): { bodyLimit?: number } {
  if (tableRoutes.has(id)) return { bodyLimit: tableBytes }
  return largeBodyRoutes.has(id) ? { bodyLimit: largeBodyBytes } : {}
}

/** Handlers as the loop sees them: each was checked against its own route by the type of the table. */
type Input = { params: unknown; query: unknown; body: unknown; signal: AbortSignal }
type AnyHandler = (input: Input) => Promise<unknown>
type AnyStreamHandler = (input: Input, lastEventId: string | undefined) => Promise<EventFeed>

function answerHandler(handler: AnyHandler, route: Route) {
  return async ({ params, query, body }: FastifyRequest, reply: FastifyReply) => {
    reply.code(route.status).header('cache-control', 'no-store')
    return handler({ params, query, body, signal: untilClosed(reply) })
  }
}

function streamHandler(handler: AnyStreamHandler, writeStream: StreamWriter) {
  return async ({ params, query, body, headers }: FastifyRequest, reply: FastifyReply) => {
    const lastEventId = headers['last-event-id']
    const feed = await handler(
      { params, query, body, signal: untilClosed(reply) },
      Array.isArray(lastEventId) ? lastEventId[0] : lastEventId,
    )
    await writeStream(reply, feed)
  }
}

/** Aborts when the connection closes, or the answer is complete. */
function untilClosed({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController()
  raw.once('close', () => closed.abort())
  return closed.signal
}

function describe(id: RouteId, route: Route): FastifySchema {
  const answer = route.stream
    ? {
        description: 'Server-sent events, each with this JSON as its data.',
        content: { 'text/event-stream': { schema: route.response } },
      }
    : (route.response ?? nothing)
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.tag],
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    response: { [route.status]: answer, '4xx': errorBodySchema, '5xx': errorBodySchema },
  }
}
