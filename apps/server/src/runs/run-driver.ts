import type { Generation } from '@trialogue/contract'
import type { Engine, Log } from '@trialogue/inference'
import type { Clock } from './clock.ts'
import type { LiveRun } from './live-run.ts'
import { planRecorded } from './plan-recorded.ts'
import { runGeneration } from './run-generation.ts'

export interface RunDriverOptions {
  readonly live: LiveRun
  /** What a branch goes on from; null for every other run. */
  readonly original: Generation | null
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
}

/**
 * Generations of one model that one run hands to the engine at a time. The engine queues them and lets runs take
 * turns; the limit keeps a large run from filling its queue.
 */
const windowPerModel = 64

/** Drives the generations of one run to their end. All models at once; one that fails never stops the others. */
export class RunDriver {
  readonly #options: RunDriverOptions
  readonly #waiting = new Map<string, Generation>()
  readonly #controllers = new Map<string, AbortController>()
  readonly #finished = new Map<string, Promise<void>>()
  #isInterrupted = false

  constructor(options: RunDriverOptions) {
    this.#options = options
    for (const generation of options.live.run.generations) {
      if (generation.status === 'queued') this.#waiting.set(generation.id, generation)
    }
  }

  /** Resolves when the run has ended and that is on disk; throws when it could not be written. */
  async drive(): Promise<void> {
    const { live, clock } = this.#options
    try {
      const models = new Set([...this.#waiting.values()].map(({ modelId }) => modelId))
      await Promise.all([...models].map((modelId) => this.#driveModel(modelId)))
      await Promise.all(this.#finished.values())
      if (this.#isInterrupted) await live.finish('interrupted', null)
      else await live.finish('completed', clock.now())
    } finally {
      live.close()
    }
  }

  /** Stops the generations named, or all; resolves when their ends are on disk. */
  async cancel(generationIds: Iterable<string> = this.#known()): Promise<void> {
    const ids = [...generationIds]
    for (const id of ids) {
      // Who has asked to stop it wants no word more.
      this.#options.live.silence(id)
      this.#controllers.get(id)?.abort()
      const waiting = this.#waiting.get(id)
      if (waiting !== undefined)
        void this.#finish(waiting, async () => this.#asCancelled(waiting)).catch(() => {})
    }
    await Promise.all(ids.map((id) => this.#finished.get(id)))
  }

  /** Stops everything because the server ends: what is unfinished can be continued later. */
  async interrupt(): Promise<void> {
    this.#isInterrupted = true
    await this.cancel()
  }

  #known(): string[] {
    return [...this.#waiting.keys(), ...this.#controllers.keys()]
  }

  async #driveModel(modelId: string): Promise<void> {
    // One iterator that all workers draw from: each generation is taken once.
    const lane = [...this.#waiting.values()].filter((generation) => generation.modelId === modelId).values()
    const work = async () => {
      for (const generation of lane) if (this.#waiting.has(generation.id)) await this.#generate(generation)
    }
    await Promise.all(Array.from({ length: windowPerModel }, work))
  }

  async #generate(generation: Generation): Promise<void> {
    const { live, original, engine, clock } = this.#options
    const controller = new AbortController()
    this.#controllers.set(generation.id, controller)
    const make = () =>
      runGeneration({
        generation,
        plan: () => planRecorded(live.run, generation, original),
        engine,
        topLogprobs: live.run.request.topLogprobs,
        queueKey: live.run.id,
        signal: controller.signal,
        report: (event) => live.report(event),
        now: () => clock.now(),
      })
    await this.#finish(generation, make)
  }

  async #finish(generation: Generation, make: () => Promise<Generation>): Promise<void> {
    this.#waiting.delete(generation.id)
    const finished = this.#makeAndKeep(make)
    this.#finished.set(generation.id, finished)
    await finished
    this.#controllers.delete(generation.id)
  }

  async #makeAndKeep(make: () => Promise<Generation>): Promise<void> {
    const { live, log } = this.#options
    const made = await make()
    if (made.error !== null) {
      log.warn({ runId: made.runId, generationId: made.id, error: made.error }, 'A generation failed')
    }
    const isCutShort = this.#isInterrupted && made.finishReason === 'cancelled'
    await live.finishGeneration(isCutShort ? asInterrupted(made) : made)
  }

  #asCancelled(generation: Generation): Generation {
    const finishedAt = this.#options.clock.now()
    return { ...generation, status: 'completed', queuePosition: null, finishReason: 'cancelled', finishedAt }
  }
}

/** Not finished: it keeps what it wrote until it is continued. */
function asInterrupted(generation: Generation): Generation {
  const unfinished = { finishReason: null, reasoningText: null, answer: null, finishedAt: null }
  return { ...generation, ...unfinished, status: 'interrupted' }
}
