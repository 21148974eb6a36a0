import { AppError } from '@trialogue/contract'
import type { Engine, GenerateRequest } from '@trialogue/inference'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../runs/clock.ts'
import { type EventStream, openEventStream } from '../streams/open-event-stream.ts'
import type { Answer } from './answer.ts'
import { toOpenAiFailure } from './error-body.ts'
import { logFailure } from './error-handler.ts'
import { type ChoiceEvent, generateChoices } from './generate-choices.ts'

export interface AnswerJob {
  readonly engine: Engine
  readonly clock: Clock
  readonly generations: readonly GenerateRequest[]
  readonly answer: Answer
  readonly signal: AbortSignal
}

/**
 * How long a stream waits for its first chunk before it opens. A failure until then has its own status; a longer
 * silence would look like a dead server to clients and proxies.
 */
const openAfterMs = 10_000

/** Makes the whole answer and returns it as one body. */
export async function writeBody({ engine, generations, answer, signal }: AnswerJob): Promise<object> {
  await generateChoices(engine, generations, signal, async (index, event) => void answer.take(index, event))
  return answer.body()
}

/** Sends the answer chunk by chunk, then `[DONE]`. Throws what fails before the stream is open. */
export async function writeChunks(
  request: FastifyRequest,
  reply: FastifyReply,
  job: AnswerJob,
): Promise<void> {
  const { engine, clock, generations, answer, signal } = job
  const stream = new LateStream(reply, clock)
  const isTold = createTeller()
  try {
    await generateChoices(engine, generations, signal, async (index, event) => {
      if (!isTold(index, event)) return
      for (const chunk of answer.take(index, event)) await stream.send(JSON.stringify(chunk))
    })
    const usage = answer.usageChunk()
    if (usage !== null) await stream.send(JSON.stringify(usage))
    await stream.send('[DONE]')
  } catch (thrown) {
    if (!stream.isOpen) throw thrown
    const failure = toOpenAiFailure(thrown)
    logFailure(request, thrown, failure)
    await stream.send(JSON.stringify(failure.body))
  } finally {
    stream.end()
  }
}

/**
 * Whether an event goes into a stream. A choice that begins again because a server broke off goes on as if nothing had
 * been, while nothing of its text is out; text that is out cannot be taken back: UPSTREAM_UNREACHABLE.
 */
function createTeller(): (index: number, event: ChoiceEvent) => boolean {
  const begun = new Set<number>()
  const spoken = new Set<number>()
  return (index, event) => {
    if (event.type === 'text' && event.text !== '') spoken.add(index)
    if (event.type !== 'input') return true
    if (spoken.has(index)) {
      const message = 'The server that runs this model broke off in the middle of the answer. Ask again.'
      throw new AppError('UPSTREAM_UNREACHABLE', message)
    }
    const isFirst = !begun.has(index)
    begun.add(index)
    return isFirst
  }
}

/** A stream that opens with its first chunk, or when that is long in coming. */
class LateStream {
  readonly #open: () => EventStream
  readonly #cancelOpening: () => void
  #stream: EventStream | null = null

  constructor(reply: FastifyReply, clock: Clock) {
    this.#open = () => {
      this.#stream ??= openEventStream(reply, clock)
      return this.#stream
    }
    this.#cancelOpening = clock.after(openAfterMs, this.#open)
  }

  get isOpen(): boolean {
    return this.#stream !== null
  }

  send(data: string): Promise<void> {
    return this.#open().write(`data: ${data}\n\n`)
  }

  end(): void {
    this.#cancelOpening()
    this.#stream?.end()
  }
}
