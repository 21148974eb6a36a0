import { AppError } from '@trialogue/contract'
import { type Channel, createChannel } from '../channel.ts'
import type { Scheduler, Turn } from './scheduler.ts'

/** First come, first served: `slots` run at once, at most `queueLimit` wait. */
export function createFifoScheduler(options: { slots: number; queueLimit: number }): Scheduler {
  const waiting: Channel<number>[] = []
  const running = new Set<Channel<number>>()

  const admit = () => {
    while (running.size < options.slots) {
      const next = waiting.shift()
      if (next === undefined) return
      running.add(next)
      next.close()
    }
  }
  const tellPositions = () => {
    for (const [index, positions] of waiting.entries()) {
      const position = running.size + index
      if (isWorthTelling(position)) positions.push(position)
    }
  }
  const stopWaiting = (positions: Channel<number>) => {
    const place = waiting.indexOf(positions)
    if (place === -1) return
    waiting.splice(place, 1)
    positions.close()
    tellPositions()
  }
  const enter = (signal: AbortSignal): Turn => {
    if (waiting.length >= options.queueLimit) throw busy(options.queueLimit)
    const positions = createChannel<number>()
    const abort = () => stopWaiting(positions)
    waiting.push(positions)
    admit()
    if (!running.has(positions)) positions.push(running.size + waiting.length - 1)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    const leave = () => {
      signal.removeEventListener('abort', abort)
      stopWaiting(positions)
      if (!running.delete(positions)) return
      admit()
      tellPositions()
    }
    return { positions, leave }
  }
  return { enter }
}

/** With thousands waiting, telling each of them at every step would cost more than the generations do. */
function isWorthTelling(position: number): boolean {
  return position < 8 || Number.isInteger(Math.log2(position))
}

function busy(queueLimit: number): AppError {
  const message = `This model already has ${queueLimit} generations waiting. Try again when some have finished.`
  return new AppError('ENGINE_BUSY', message, { details: { queueLimit } })
}
