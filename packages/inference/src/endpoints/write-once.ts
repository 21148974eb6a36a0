import { AppError } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { OutboundAnswer } from '../outbound/outbound.ts'
import { readText } from '../outbound/read-body.ts'
import { readEvents, type StreamedEvent } from '../outbound/read-events.ts'
import { askEndpoint } from './ask-endpoint.ts'
import type { CompletionAssembler } from './completion-assembler.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import type { CompletionPiece, EndpointCall } from './endpoint-protocol.ts'
import { createLineWatch, type LineWatch } from './line-watch.ts'

interface Writing {
  readonly place: EndpointPlace
  readonly call: EndpointCall
  readonly assembler: CompletionAssembler
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Sends a request once and gives what comes, until the completion has ended; `assembler` has taken each piece. When it
 * ends, however it does, nothing runs at the server any more for it.
 */
export async function* writeOnce(writing: Writing): AsyncGenerator<CompletionPiece> {
  const { place, call, assembler, clock, signal } = writing
  const controller = new AbortController()
  const abort = () => controller.abort(signal.reason)
  signal.addEventListener('abort', abort)
  const watch = createLineWatch(clock, place.outbound.limits, controller)
  try {
    const { path, body } = call
    const answer = await askEndpoint(place, { method: 'POST', path, body, signal: controller.signal })
    watch.begin()
    for await (const event of eventsOf(answer, place.outbound.limits.lineBytes, watch)) {
      const piece = call.read(event)
      yield piece
      if (assembler.isStopped || piece.isLast === true) break
      if (assembler.finishReason !== null) watch.end()
    }
  } catch (thrown) {
    // It is all there; only what would have come behind it is not.
    if (assembler.finishReason === null || signal.aborted) throw thrown
  } finally {
    watch.cancel()
    signal.removeEventListener('abort', abort)
    controller.abort()
  }
  if (assembler.finishReason !== null) return
  const message = 'The answer broke off: the server ended it without saying that it is finished. Try again.'
  throw new AppError('UPSTREAM_INVALID', message, { details: { reason: 'truncated' } })
}

/** Some servers answer at once, whatever they were asked. */
async function* eventsOf(
  { headers, body }: OutboundAnswer,
  lineBytes: number,
  watch: LineWatch,
): AsyncGenerator<StreamedEvent> {
  if ((headers['content-type'] ?? '').includes('application/json')) {
    yield { event: undefined, data: await readText(body) }
  } else {
    yield* readEvents(body, { lineBytes, onLine: () => watch.touch() })
  }
}
