import type { GenerationStep } from '../generation/generation-order.ts'
import type { Reply } from './protocol.ts'

/** Text that goes on is told 60 times a second, as often as a screen shows it. */
const INTERVAL_MS = 16

/** Gathers what a model process has to reply: a message costs both sides more than what it says. */
export interface ReplyOutbox {
  /**
   * Goes out at the next turn of the event loop, with all that was replied until then. Text behind the first, and
   * progress, wait for up to 16 ms for more of the same kind, which they are merged with.
   */
  reply(reply: Reply): void
}

export function createReplyOutbox(send: (replies: readonly Reply[]) => void): ReplyOutbox {
  const waiting: Reply[] = []
  /** By conversation, where its last reply is among those that wait. */
  const places = new Map<number, number>()
  /** Conversations that have told text. */
  const writing = new Set<number>()
  let sentAt = Number.NEGATIVE_INFINITY
  let immediate: NodeJS.Immediate | null = null
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    if (immediate !== null) clearImmediate(immediate)
    if (timer !== null) clearTimeout(timer)
    immediate = null
    timer = null
    sentAt = performance.now()
    places.clear()
    send(waiting.splice(0))
  }
  const put = (reply: Reply) => {
    const place = places.get(reply.id)
    const last = place === undefined ? undefined : waiting[place]
    const merged = last === undefined ? null : merge(last, reply)
    if (place !== undefined && merged !== null) waiting[place] = merged
    else places.set(reply.id, waiting.push(reply) - 1)
  }
  const canWait = (reply: Reply): boolean => {
    if (reply.type !== 'step') return false
    const { step } = reply
    if (step.type === 'prefilling') return step.doneTokens < step.totalTokens
    return step.type === 'text' && writing.has(reply.id)
  }
  return {
    reply(reply) {
      put(reply)
      const dueInMs = canWait(reply) ? sentAt + INTERVAL_MS - performance.now() : 0
      if (reply.type !== 'step' || reply.step.type === 'finished') writing.delete(reply.id)
      else if (reply.step.type === 'text') writing.add(reply.id)
      if (dueInMs <= 0) immediate ??= setImmediate(flush)
      else timer ??= setTimeout(flush, dueInMs)
    },
  }
}

/** Both in one, where nobody could tell the difference; else null. */
function merge(last: Reply, next: Reply): Reply | null {
  if (last.type !== 'step' || next.type !== 'step') return null
  const step = mergeSteps(last.step, next.step)
  return step === null ? null : { ...next, step }
}

function mergeSteps(last: GenerationStep, next: GenerationStep): GenerationStep | null {
  if (last.type === 'prefilling' && next.type === 'prefilling') return next
  if (last.type !== 'text' || next.type !== 'text') return null
  return { ...next, text: last.text + next.text, logprobs: [...last.logprobs, ...next.logprobs] }
}
