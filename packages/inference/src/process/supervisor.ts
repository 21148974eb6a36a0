import { setTimeout } from 'node:timers/promises'
import { AppError, type ErrorRecord, type ModelStatus, toErrorRecord } from '@trialogue/contract'
import type { Log } from '../log.ts'
import type { ModelProcess } from './model-process.ts'
import type { ModelRuntime } from './protocol.ts'
import { createRestartPolicy } from './restart-policy.ts'

/** Keeps one model's process: starts it when it is needed, again after it ended, not too often. */
export interface Supervisor {
  /** The running process, or a new one. Throws what starting it throws; after too many failures, the last of those. */
  acquire(): Promise<ModelProcess>
  readonly state: SupervisorState
  /** Ends the process, which is no failure; the next `acquire` starts another one. One that is starting is left alone. */
  unload(): Promise<void>
  dispose(): Promise<void>
}

interface SupervisorState {
  readonly status: ModelStatus
  /** How it runs; null while it does not. */
  readonly runtime: ModelRuntime | null
  /** Why the last start or process failed; null since the last success. */
  readonly error: ErrorRecord | null
}

export interface SupervisorOptions {
  readonly modelId: string
  readonly log: Log
  start(): Promise<ModelProcess>
  /** Milliseconds that only rise, and a way to let some pass. Defaults to the machine's. */
  readonly clock?: Clock
}

interface Clock {
  now(): number
  wait(ms: number): Promise<unknown>
}

const machineClock: Clock = { now: () => performance.now(), wait: (ms) => setTimeout(ms) }

export function createSupervisor({
  modelId,
  log,
  start,
  clock = machineClock,
}: SupervisorOptions): Supervisor {
  const policy = createRestartPolicy(clock.now)
  let state: SupervisorState = { status: 'available', runtime: null, error: null }
  let current: Promise<ModelProcess> | null = null
  let running: ModelProcess | null = null
  /** Settles when a process that was unloaded is gone, and its memory free. */
  let leaving: Promise<unknown> = Promise.resolve()
  let isDisposed = false

  const fail = (thrown: unknown) => {
    const error = toErrorRecord(thrown, 'MODEL_LOAD_FAILED')
    // Nothing broke: it fits as soon as there is memory.
    if (error.code !== 'MODEL_TOO_LARGE') policy.recordFailure()
    state = { status: 'error', runtime: null, error }
    log.error({ err: thrown, modelId }, 'A model process failed')
    current = null
    running = null
  }
  const watch = (process: ModelProcess) => {
    running = process
    state = { status: 'ready', runtime: process.runtime, error: null }
    void process.ended.then((error) => {
      if (running === process && !isDisposed) fail(error)
    })
  }
  const startWhenAllowed = async (): Promise<ModelProcess> => {
    if (isDisposed) throw new AppError('ENGINE_BUSY', 'The server is shutting down.')
    const decision = policy.decide()
    if (!decision.isAllowed) throw tooOften(state.error, decision.retryAfterMs)
    state = { status: 'loading', runtime: null, error: null }
    await leaving
    await clock.wait(decision.delayMs)
    const process = await start().catch((thrown: unknown) => {
      fail(thrown)
      throw thrown
    })
    watch(process)
    return process
  }

  return {
    acquire() {
      if (current !== null) return current
      const starting = startWhenAllowed()
      current = starting
      starting.catch(() => {
        if (current === starting) current = null
      })
      return starting
    },
    get state() {
      return state
    },
    async unload() {
      const process = running
      if (process !== null) {
        current = null
        running = null
        state = { status: 'available', runtime: null, error: null }
        process.kill()
        leaving = process.ended
      }
      await leaving
    },
    async dispose() {
      isDisposed = true
      const process = await current?.catch(() => null)
      current = null
      process?.kill()
      await process?.ended
    },
  }
}

function tooOften(last: ErrorRecord | null, retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1_000)
  const message = `${last?.message ?? ''} It failed too often within a minute: it is tried again in ${seconds} s.`
  return new AppError(last?.code ?? 'MODEL_LOAD_FAILED', message.trim(), {
    details: { ...last?.details, retryAfterMs },
  })
}
