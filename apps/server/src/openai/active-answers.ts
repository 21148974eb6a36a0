import type { FastifyReply } from 'fastify'
import type { Clock } from '../runs/clock.ts'

const patienceMs = 2_000

/** Answers under way: each one stops when its reader leaves, and all of them when the server ends. */
export class ActiveAnswers {
  readonly #clock: Clock
  readonly #closing = new AbortController()
  readonly #answers = new Set<Promise<unknown>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async run<Result>(reply: FastifyReply, answer: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const made = answer(AbortSignal.any([gone.signal, this.#closing.signal]))
    this.#answers.add(made)
    try {
      return await made
    } finally {
      this.#answers.delete(made)
    }
  }

  /** Stops them all, and gives them a moment to say so. */
  async close(): Promise<void> {
    this.#closing.abort()
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.#clock.after(patienceMs, resolve)
    await Promise.race([Promise.allSettled(this.#answers), promise])
    cancel()
  }
}
