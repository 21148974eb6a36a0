import { type ChildProcess, fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { AppError } from '@trialogue/contract'
import { type Channel, createChannel } from '../channel.ts'
import type { Log } from '../log.ts'
import { childEnvironment } from './child-environment.ts'
import { type FromChild, isFromChild, type Reply, type ToChild } from './protocol.ts'

/** A forked model process and the messages to and from it. */
export interface ChildConnection {
  /** The answer to `load`; rejects with MODEL_PROCESS_CRASHED when the process ends before. */
  readonly loadReply: Promise<Exclude<FromChild, Reply>>
  /** Resolves when the process is gone, with the error that whoever waits for a reply gets. */
  readonly ended: Promise<AppError>
  send(message: ToChild): void
  /** Opens a conversation: `replies` are those to messages with this id. Close it in the end. */
  open(): { readonly id: number; readonly replies: AsyncIterable<Reply>; close(): void }
  kill(): void
}

/** Starts a model process and connects to it. */
export function connectChild(modelId: string, log: Log): ChildConnection {
  const child = forkChild(modelId, log)
  const loading = Promise.withResolvers<Exclude<FromChild, Reply>>()
  const ending = Promise.withResolvers<AppError>()
  const conversations = new Map<number, Channel<Reply>>()
  let endedWith: AppError | null = null
  let lastId = 0

  const receive = (message: FromChild) => {
    if ('id' in message) conversations.get(message.id)?.push(message)
    else loading.resolve(message)
  }
  const end = (how: string) => {
    endedWith ??= crashed(modelId, how)
    loading.reject(endedWith)
    for (const conversation of conversations.values()) conversation.fail(endedWith)
    ending.resolve(endedWith)
  }
  child.on('message', (message) => {
    if (isFromChild(message)) receive(message)
    else log.error({ modelId }, 'A model process sent a message that is not understood')
  })
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))
  child.on('error', (error) => end(error.message))

  return {
    loadReply: loading.promise,
    ended: ending.promise,
    // A message that cannot be sent has no reader any more, and then `exit` tells.
    send: (message) => void child.send(message, () => {}),
    open() {
      const id = ++lastId
      const replies = createChannel<Reply>()
      if (endedWith !== null) replies.fail(endedWith)
      conversations.set(id, replies)
      return { id, replies, close: () => void conversations.delete(id) }
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

function forkChild(modelId: string, log: Log): ChildProcess {
  // The model's id is no argument: it tells whoever lists the processes which one this is.
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [modelId], {
    env: childEnvironment(),
    // Flags of the server's process, an inspector's port for one, are not for its children.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  log.info({ modelId, pid: child.pid }, 'Started a model process')
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) =>
      log.warn({ modelId, line }, 'A model process wrote'),
    )
  }
  yieldToServer(child)
  // Where memory runs out, Linux shall end a model rather than the server.
  if (process.platform === 'linux') writeFile(`/proc/${child.pid}/oom_score_adj`, '500').catch(() => {})
  return child
}

/** Models take every core they are given: what the server has to do, which is little, comes first. */
function yieldToServer({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It is gone already, or the system does not allow it.
  }
}

function crashed(modelId: string, how: string): AppError {
  const message =
    `The process of the model ${modelId} ended unexpectedly (${how}), often because memory ran out. ` +
    'Other models are not affected. Run again: it is started anew.'
  return new AppError('MODEL_PROCESS_CRASHED', message, { details: { modelId, how } })
}
