import { AppError, type CompletionFinishReason } from '@trialogue/contract'
import type { Engine, GenerateEvent, GenerateRequest } from '@trialogue/inference'

type Told<Type> = Extract<GenerateEvent, { type: Type }>

/** What an answer is written from; waiting and reading are left out. */
export type ChoiceEvent =
  | Told<'input'>
  | Told<'text'>
  | (Told<'finished'> & { readonly finishReason: CompletionFinishReason })

/**
 * Runs all choices of one answer and tells what happens to each, in its own order. `take` holds a choice back until
 * it resolves. The first failure stops the others and is thrown; so is ENGINE_BUSY when `signal` aborts.
 */
export async function generateChoices(
  engine: Engine,
  requests: readonly GenerateRequest[],
  signal: AbortSignal,
  take: (index: number, event: ChoiceEvent) => Promise<void>,
): Promise<void> {
  const failure = new AbortController()
  const stop = AbortSignal.any([signal, failure.signal])
  const failures: unknown[] = []
  const run = async (request: GenerateRequest, index: number) => {
    try {
      for await (const event of engine.generate(request, stop)) {
        const told = toChoiceEvent(event)
        if (told !== null) await take(index, told)
      }
    } catch (thrown) {
      failures.push(thrown)
      failure.abort()
    }
  }
  await Promise.all(requests.map(run))
  // The first one is the cause; the others were stopped by it.
  if (failures.length > 0) throw failures[0]
}

function toChoiceEvent(event: GenerateEvent): ChoiceEvent | null {
  switch (event.type) {
    case 'queued':
    case 'loading':
    case 'prefilling':
      return null
    case 'input':
    case 'text':
      return event
    case 'finished': {
      const { finishReason } = event
      if (finishReason === 'cancelled') throw stopped()
      return { ...event, finishReason }
    }
    default:
      return event satisfies never
  }
}

/** Heard only by someone who is still there: then it was the server that went away. */
function stopped(): AppError {
  return new AppError('ENGINE_BUSY', 'The server is about to stop. Try again in a moment.')
}
