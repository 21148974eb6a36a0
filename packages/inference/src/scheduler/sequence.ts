import type { Beginning } from './prefix.ts'
import type { Slot } from './slot-table.ts'

/** One sequence to be continued, as the scheduler sees it. What it throws ends it, and no other one. */
export interface SequenceTask {
  /** At least one token to begin with, and fewer than a slot holds. */
  readonly beginning: Beginning
  /**
   * A part of the beginning has been read: `doneTokens` in all, those taken over included. `logits` has one row for each
   * token of the part from `logitsFrom` on; it is valid during the call.
   */
  onRead(doneTokens: number, logits: Float32Array): void
  /** Picks the next token by the logits [vocabulary] after the last one; null ends the sequence. */
  next(logits: Float32Array): number | null
}

export interface SequenceEnd {
  /** How many tokens of the beginning were taken over from another sequence. */
  readonly cachedTokens: number
  readonly isCancelled: boolean
}

/** A task on its way through the scheduler. */
export interface Sequence {
  readonly task: SequenceTask
  /** Null while it waits for a slot, or for another sequence to read what both begin with. */
  slot: Slot | null
  cachedTokens: number
  /** Picked, and not read yet. */
  nextTokenId: number
  readonly isOver: boolean
  /** Rejects with what ended it. */
  readonly ended: Promise<SequenceEnd>
  /** Ends it; what comes later changes nothing. */
  end(isCancelled: boolean): void
  fail(error: unknown): void
}

export interface PlacedSequence extends Sequence {
  slot: Slot
}

export function isPlaced(sequence: Sequence): sequence is PlacedSequence {
  return sequence.slot !== null
}

export function createSequence(task: SequenceTask): Sequence {
  const { promise, resolve, reject } = Promise.withResolvers<SequenceEnd>()
  let isOver = false
  return {
    task,
    slot: null,
    cachedTokens: 0,
    nextTokenId: 0,
    get isOver() {
      return isOver
    },
    ended: promise,
    end(isCancelled) {
      isOver = true
      resolve({ cachedTokens: this.cachedTokens, isCancelled })
    },
    fail(error) {
      isOver = true
      reject(error)
    },
  }
}
