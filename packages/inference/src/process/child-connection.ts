import type { ChildProcess } from 'node:child_process'
import { AppError } from '@trialogue/contract'
import { type Channel, createChannel } from '../channel.ts'
import { isJsonObject } from '../json-object.ts'
import type { Log } from '../log.ts'
import { isLoadReply, isReply, type LoadReply, type Reply, type ToChild } from './protocol.ts'

/** The messages to and from a model process. */
export interface ChildConnection {
  /** The answer to `load`; rejects with MODEL_PROCESS_CRASHED when the process ends before. */
  readonly loadReply: Promise<LoadReply>
  /** Resolves when the process is gone, with the error that whoever waits for a reply gets. */
  readonly ended: Promise<AppError>
  send(message: ToChild): void
  /**
   * Opens a conversation: `replies` are those to messages with this id, and throw MODEL_PROCESS_CRASHED when there can
   * be no more. Close it in the end.
   */
  open(): { readonly id: number; readonly replies: AsyncIterable<Reply>; close(): void }
  readonly pid: number | undefined
  /** Those who wait get the error; without one, that it has crashed. */
  kill(error?: AppError): void
}

/** Connects to a forked process. One that says what nobody understands fails whoever it was meant for, or is killed. */
export function connectChild(child: ChildProcess, modelId: string, log: Log): ChildConnection {
  const loading = Promise.withResolvers<LoadReply>()
  const ending = Promise.withResolvers<AppError>()
  const conversations = new Map<number, Channel<Reply>>()
  let endedWith: AppError | null = null
  let lastId = 0

  const kill = (error?: AppError) => {
    if (error !== undefined) endedWith ??= error
    child.kill('SIGKILL')
  }
  const refuse = (message: unknown) => {
    log.error({ modelId }, 'A model process sent a message that is not understood')
    const id = isJsonObject(message) ? message['id'] : undefined
    if (typeof id === 'number') return conversations.get(id)?.fail(incomprehensible(modelId))
    // Whom it was for cannot be known: nobody shall wait for it in vain.
    endedWith ??= incomprehensible(modelId)
    kill()
  }
  const end = (how: string) => {
    endedWith ??= crashed(modelId, how)
    loading.reject(endedWith)
    for (const conversation of conversations.values()) conversation.fail(endedWith)
    ending.resolve(endedWith)
  }
  const receive = (message: unknown) => {
    if (isReply(message)) conversations.get(message.id)?.push(message)
    else if (isLoadReply(message)) loading.resolve(message)
    else refuse(message)
  }
  child.on('message', (message) => {
    if (Array.isArray(message)) message.forEach(receive)
    else receive(message)
  })
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))
  child.on('error', (error) => end(error.message))
  // Whoever does not load a model does not wait for it.
  loading.promise.catch(() => {})

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
    pid: child.pid,
    kill,
  }
}

function crashed(modelId: string, how: string): AppError {
  const message =
    `The process of the model ${modelId} ended unexpectedly (${how}), often because memory ran out. ` +
    'Other models are not affected. Run again: it is started anew.'
  return new AppError('MODEL_PROCESS_CRASHED', message, { details: { modelId, how } })
}

function incomprehensible(modelId: string): AppError {
  const message =
    `The process of the model ${modelId} answered something that cannot be understood. ` +
    'Other models are not affected. Run again.'
  return new AppError('MODEL_PROCESS_CRASHED', message, { details: { modelId, how: 'garbled' } })
}
