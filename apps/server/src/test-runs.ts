import {
  foldRunEvent,
  type NumberedRunEvent,
  numberedRunEventSchema,
  type Run,
  type RunRequest,
  runSchema,
} from '@trialogue/contract'
import type { FastifyInstance } from 'fastify'

/** For tests: starts a run and returns it as the server answers. */
export async function createRun(app: FastifyInstance, request: RunRequest): Promise<Run> {
  const answer = await app.inject({ method: 'POST', url: '/api/runs', payload: request })
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`)
  return runSchema.parse(answer.json())
}

/** For tests: a run as `GET /api/runs/:id` shows it. */
export async function getRun(app: FastifyInstance, runId: string): Promise<Run> {
  return runSchema.parse((await app.inject({ url: `/api/runs/${runId}` })).json())
}

/** For tests: a run's event stream, read to its end. */
export async function readEvents(
  app: FastifyInstance,
  runId: string,
  lastEventId?: string,
): Promise<NumberedRunEvent[]> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const answer = await app.inject({ url: `/api/runs/${runId}/events`, headers })
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
  return parseEvents(answer.body)
}

/** For tests: the events in the text of a stream; an event that is not whole yet is left out. */
function parseEvents(text: string): NumberedRunEvent[] {
  return [...text.matchAll(/id: (\d+)\ndata: (.+)\n\n/g)].map(([, id, data = '']) => {
    const numbered = numberedRunEventSchema.parse(JSON.parse(data))
    if (String(numbered.sequence) !== id) throw new Error(`id ${id} is not the sequence ${numbered.sequence}`)
    return numbered
  })
}

/** For tests: the run that a reader of these events sees. */
export function foldAll(events: readonly NumberedRunEvent[], start: Run | null = null): Run | null {
  return events.reduce<Run | null>((run, { event }) => foldRunEvent(run, event), start)
}
