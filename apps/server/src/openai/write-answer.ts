import type { Engine, GenerateRequest } from '@trialogue/inference'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../runs/clock.ts'
import { type EventStream, openEventStream } from '../streams/open-event-stream.ts'
import type { Answer } from './answer.ts'
import { toOpenAiFailure } from './error-body.ts'
import { logFailure } from './error-handler.ts'
import { generateChoices } from './generate-choices.ts'

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
  try {
    await generateChoices(engine, generations, signal, async (index, event) => {
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
