import type { Handlers, Services } from './handlers.ts'

type RunHandlers = Pick<
  Handlers,
  'createRun' | 'listRuns' | 'getRun' | 'streamRunEvents' | 'cancelRun' | 'resumeRun' | 'previewPrompt'
>

export function runHandlers({ runs, previews }: Services): RunHandlers {
  return {
    createRun: ({ body }) => runs.create(body),
    listRuns: ({ query }) => runs.list(query),
    getRun: ({ params }) => runs.get(params.runId),
    streamRunEvents: ({ params }, lastEventId) => runs.openEvents(params.runId, parseSequence(lastEventId)),
    cancelRun: ({ params, body }) => runs.cancel(params.runId, body.generationIds),
    resumeRun: ({ params }) => runs.resume(params.runId),
    previewPrompt: ({ body }) => previews.preview(body),
  }
}

/** Null when the header is missing or is no event number; 0 asks for everything from the first event on. */
function parseSequence(lastEventId: string | undefined): number | null {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null
}
