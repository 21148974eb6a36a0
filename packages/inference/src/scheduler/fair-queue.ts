import { AppError } from '@trialogue/contract'
import { type Channel, createChannel } from '../channel.ts'

/** Decides when a generation of one model may run. */
export interface FairQueue {
  /**
   * Asks for a turn. Turns with the same key come in the order in which they were asked for; keys take turns, so that
   * one question need not wait for the thousand of another run. Throws ENGINE_BUSY when too many wait already. When
   * `signal` aborts, the wait ends at once. The caller must call `leave` in the end, whatever happened.
   */
  enter(key: string | symbol, signal: AbortSignal): Turn
  /** How many run or wait. */
  readonly size: number
}

export interface Turn {
  /** How many generations are ahead, told now and then while waiting; ends when the turn has come or was aborted. */
  readonly positions: AsyncIterable<number>
  leave(): void
}

export interface FairQueueOptions {
  /** Generations that may run at once. Asked again each time: it is known for sure only when the model is loaded. */
  readonly slots: () => number
  /** Generations that may wait. */
  readonly limit: number
}

type Waiter = { readonly key: string | symbol; readonly positions: Channel<number>; told: number | null }

export function createFairQueue({ slots, limit }: FairQueueOptions): FairQueue {
  /** By key, the key that is next first; no list is empty. */
  const lines = new Map<string | symbol, Waiter[]>()
  const running = new Set<Waiter>()
  let waitingCount = 0

  const stopWaiting = (waiter: Waiter): boolean => {
    const line = lines.get(waiter.key) ?? []
    const place = line.indexOf(waiter)
    if (place === -1) return false
    line.splice(place, 1)
    if (line.length === 0) lines.delete(waiter.key)
    waitingCount--
    waiter.positions.close()
    return true
  }
  const admit = () => {
    // A key that is set again is visited again, after the others.
    for (const [key, [next]] of lines) {
      if (next === undefined || running.size >= slots()) return
      stopWaiting(next)
      running.add(next)
      const rest = lines.get(key)
      if (rest !== undefined && lines.delete(key)) lines.set(key, rest)
    }
  }
  const tellPositions = () => {
    let position = running.size
    for (const waiter of inOrder([...lines.values()])) {
      if (isWorthTelling(position)) tell(waiter, position)
      position++
    }
  }
  const enter = (key: string | symbol, signal: AbortSignal): Turn => {
    if (waitingCount >= limit) throw busy(limit)
    const waiter: Waiter = { key, positions: createChannel<number>(), told: null }
    lines.set(key, [...(lines.get(key) ?? []), waiter])
    waitingCount++
    admit()
    if (!running.has(waiter)) tell(waiter, running.size + inOrder([...lines.values()]).indexOf(waiter))
    const abort = () => {
      if (stopWaiting(waiter)) tellPositions()
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    const leave = () => {
      signal.removeEventListener('abort', abort)
      const wasRunning = running.delete(waiter)
      if (!stopWaiting(waiter) && !wasRunning) return
      admit()
      tellPositions()
    }
    return { positions: waiter.positions, leave }
  }
  return {
    enter,
    get size() {
      return running.size + waitingCount
    },
  }
}

/** As they will have their turns: the first of each line, then the second of each, … */
function inOrder(lines: readonly (readonly Waiter[])[]): Waiter[] {
  const ordered: Waiter[] = []
  let left = lines
  for (let round = 0; left.length > 0; round++) {
    left = left.filter((line) => round < line.length)
    for (const line of left) {
      const waiter = line[round]
      if (waiter !== undefined) ordered.push(waiter)
    }
  }
  return ordered
}

function tell(waiter: Waiter, position: number): void {
  if (waiter.told === position) return
  waiter.told = position
  waiter.positions.push(position)
}

/** With thousands waiting, telling each of them at every step would cost more than the generations do. */
function isWorthTelling(position: number): boolean {
  return position < 8 || Number.isInteger(Math.log2(position))
}

function busy(limit: number): AppError {
  const message = `This model already has ${limit} generations waiting. Try again when some have finished.`
  return new AppError('ENGINE_BUSY', message, { details: { queueLimit: limit } })
}
