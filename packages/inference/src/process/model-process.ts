import { AppError, type EnginePrompt, type ErrorRecord } from '@trialogue/contract'
import type { GenerationOrder, GenerationStep } from '../generation/generation-order.ts'
import type { LocalModel } from '../local-model.ts'
import type { Log } from '../log.ts'
import type { WatchedProcess } from '../memory/memory-ledger.ts'
import { readResidentBytes } from '../memory/resident-bytes.ts'
import type { ModelInput } from '../providers/provider.ts'
import { type ChildConnection, connectChild } from './child-connection.ts'
import { forkChild } from './fork-child.ts'
import type { LoadOptions, ModelRuntime } from './protocol.ts'

/** A process that does not end a generation this long after it was told to is stuck in native code. */
const CANCEL_GRACE_MS = 10_000

/** A process that computes may not come to answer; the next look is soon. */
const MEASURE_LIMIT_MS = 500

/** A running process with its model loaded. */
export interface ModelProcess {
  readonly runtime: ModelRuntime
  /** Resolves when the process is gone, with the error that its generations got. */
  readonly ended: Promise<AppError>
  /** Throws what the process reports, or MODEL_PROCESS_CRASHED when it ends. */
  generate(order: GenerationOrder, signal: AbortSignal): AsyncIterable<GenerationStep>
  /** Throws as `generate` does. */
  inspect(prompt: EnginePrompt): Promise<ModelInput>
  kill(): void
}

/** Starts a process and loads the model in it. Throws MODEL_LOAD_FAILED, OUT_OF_MEMORY or MODEL_PROCESS_CRASHED. */
export async function startModelProcess(
  { folder, manifest }: LocalModel,
  options: Omit<LoadOptions, 'contextLength' | 'sizeBytes'>,
  log: Log,
  /** Gets the process when it has begun to load. */
  watch: (process: WatchedProcess) => void,
): Promise<ModelProcess> {
  const { id, contextLength, files } = manifest
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const connection = connectChild(forkChild(id, log), id, log)
  watch({ residentBytes: () => residentBytesOf(connection), end: connection.kill })
  connection.send({ type: 'load', folder, options: { ...options, contextLength, sizeBytes } })
  const reply = await connection.loadReply
  if (reply.type === 'load-failed') {
    connection.kill()
    throw toAppError(reply.error)
  }
  return {
    runtime: reply.runtime,
    ended: connection.ended,
    generate: (order, signal) => generate(connection, order, signal),
    inspect: (prompt) => inspect(connection, prompt),
    kill: () => connection.kill(),
  }
}

async function* generate(
  connection: ChildConnection,
  order: GenerationOrder,
  signal: AbortSignal,
): AsyncIterable<GenerationStep> {
  const { id, replies, close } = connection.open()
  let killTimer: NodeJS.Timeout | undefined
  const cancel = () => {
    connection.send({ type: 'cancel', id })
    killTimer = setTimeout(connection.kill, CANCEL_GRACE_MS)
  }
  try {
    connection.send({ type: 'generate', id, order })
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
    for await (const reply of replies) {
      if (reply.type === 'failed') throw toAppError(reply.error)
      if (reply.type !== 'step') continue
      yield reply.step
      if (reply.step.type === 'finished') return
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    clearTimeout(killTimer)
    close()
    // For a reader that leaves in the middle; one that is finished is not there to be cancelled.
    connection.send({ type: 'cancel', id })
  }
}

async function inspect(connection: ChildConnection, prompt: EnginePrompt): Promise<ModelInput> {
  const { id, replies, close } = connection.open()
  try {
    connection.send({ type: 'inspect', id, prompt })
    for await (const reply of replies) {
      if (reply.type === 'failed') throw toAppError(reply.error)
      if (reply.type === 'inspected') return reply.input
    }
    throw await connection.ended
  } finally {
    close()
  }
}

/** Asks the process itself where the system does not tell; null when it is too busy to answer, or gone. */
async function residentBytesOf(connection: ChildConnection): Promise<number | null> {
  const told = connection.pid === undefined ? null : await readResidentBytes(connection.pid)
  return told ?? askForMemory(connection)
}

/** Exported for its test, which runs where the system tells. */
export async function askForMemory(connection: ChildConnection): Promise<number | null> {
  const { id, replies, close } = connection.open()
  const limit = Promise.withResolvers<null>()
  const timer = setTimeout(() => limit.resolve(null), MEASURE_LIMIT_MS)
  const ask = async () => {
    connection.send({ type: 'measure-memory', id })
    for await (const reply of replies) if (reply.type === 'memory') return reply.residentBytes
    return null
  }
  try {
    return await Promise.race([ask().catch(() => null), limit.promise])
  } finally {
    clearTimeout(timer)
    close()
  }
}

/** Errors lose their class between processes. */
function toAppError({ code, message, details }: ErrorRecord): AppError {
  return new AppError(code, message, { details })
}
