import { AppError, type EnginePrompt, type ErrorRecord } from '@trialogue/contract'
import type { GenerationOrder, GenerationStep } from '../generation/generation-order.ts'
import type { LocalModel } from '../local-model.ts'
import type { Log } from '../log.ts'
import type { ModelInput } from '../providers/provider.ts'
import { type ChildConnection, connectChild } from './child-connection.ts'
import { forkChild } from './fork-child.ts'
import type { LoadOptions, ModelRuntime } from './protocol.ts'

/** A process that does not end a generation this long after it was told to is stuck in native code. */
const CANCEL_GRACE_MS = 10_000

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
): Promise<ModelProcess> {
  const { id, contextLength, files } = manifest
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const connection = connectChild(forkChild(id, log), id, log)
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
    kill: connection.kill,
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

/** Errors lose their class between processes. */
function toAppError({ code, message, details }: ErrorRecord): AppError {
  return new AppError(code, message, { details })
}
