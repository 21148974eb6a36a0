import { setImmediate } from 'node:timers/promises'
import { toErrorRecord } from '@trialogue/contract'
import type { SlotRunner, WantedLogits } from '../session/slot-runner.ts'
import { CHUNK, floorToChunk } from './chunk.ts'
import { createPlacement, type Placement } from './placement.ts'
import {
  createSequence,
  isPlaced,
  type PlacedSequence,
  type Sequence,
  type SequenceEnd,
  type SequenceTask,
} from './sequence.ts'

/**
 * Runs many sequences of one model together. In each round at most a chunk's worth of beginnings is read, sequences
 * taking turns, and then every other sequence reads one token: a long prompt never holds up what is being written.
 * An exact sequence reads by itself, the others together. Between two calls of the runner the event loop turns, so that
 * new sequences and cancels come in.
 */
export class BatchScheduler {
  readonly #runner: SlotRunner
  readonly #placement: Placement
  /** Those whose beginning is not read yet, the next one to have a turn first. */
  #reading: Sequence[] = []
  /** Those that decode by themselves. */
  #alone: PlacedSequence[] = []
  /** Whom the call under way is for. */
  #served: readonly Sequence[] = []
  #isWorking = false

  constructor(runner: SlotRunner) {
    this.#runner = runner
    this.#placement = createPlacement(runner)
  }

  /** Slots that belong to a sequence. One that has ended gives its slot back at the next turn of the event loop. */
  get liveSlots(): number {
    return this.#placement.liveSlots
  }

  /**
   * Resolves when the task has ended, at once when `signal` aborts; waits where all slots are taken. Throws what the
   * task throws, and GENERATION_FAILED or OUT_OF_MEMORY where the model cannot go on with it.
   */
  async run(task: SequenceTask, signal: AbortSignal): Promise<SequenceEnd> {
    if (signal.aborted) return { cachedTokens: 0, isCancelled: true }
    const sequence = createSequence(task)
    const cancel = () => {
      sequence.end(true)
      // A call that others wait for goes on.
      if (this.#served.length > 0 && this.#served.every(({ isOver }) => isOver)) this.#runner.interrupt()
    }
    signal.addEventListener('abort', cancel, { once: true })
    this.#reading.push(sequence)
    // What it could throw is a mistake of ours: the process ends then, and is started anew.
    if (!this.#isWorking) void this.#work()
    try {
      return await sequence.ended
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  async #work(): Promise<void> {
    this.#isWorking = true
    for (;;) {
      await this.#turn()
      if (this.#reading.length + this.#alone.length + this.#placement.rows.length === 0) break
      await this.#readBeginnings()
      await this.#turn()
      await this.#decodeTogether()
      for (const sequence of [...this.#alone]) {
        await this.#turn()
        await this.#decodeAlone(sequence)
      }
    }
    this.#isWorking = false
  }

  /** Lets the event loop turn, then lets go of the sequences that are over. */
  async #turn(): Promise<void> {
    await setImmediate()
    const over = [...this.#reading, ...this.#alone, ...this.#placement.rows].filter(({ isOver }) => isOver)
    if (over.length === 0) return
    for (const sequence of over) this.#placement.release(sequence)
    this.#reading = this.#reading.filter(({ isOver }) => !isOver)
    this.#alone = this.#alone.filter(({ isOver }) => !isOver)
  }

  /** One whole chunk, or several short ends: samples of one prompt start together. */
  async #readBeginnings(): Promise<void> {
    let budget = CHUNK
    for (let sequence = this.#nextToRead(); sequence !== null; sequence = this.#nextToRead()) {
      const start = sequence.slot.tokenIds.length
      const end = Math.min(sequence.task.beginning.tokenIds.length, floorToChunk(start) + CHUNK)
      budget -= Math.max(end - start, CALL_COST)
      if (budget < 0) return
      await this.#readChunk(sequence, start, end)
      await this.#turn()
    }
  }

  async #readChunk(sequence: PlacedSequence, start: number, end: number): Promise<void> {
    const { tokenIds, logitsFrom, isExact } = sequence.task.beginning
    const isLast = end === tokenIds.length
    const toldRows = Math.max(0, end - Math.max(start, logitsFrom))
    const wanted = toldRows > 1 ? 'all' : toldRows === 1 || isLast ? 'last' : 'none'
    const logits = await this.#read(sequence, tokenIds.slice(start, end), wanted)
    if (logits === null || sequence.isOver) return
    const { vocabularySize } = this.#runner
    const told = logits.subarray(logits.length - toldRows * vocabularySize)
    attempt(sequence, () => sequence.task.onRead(end, told))
    if (isLast) advance(sequence, logits.subarray(logits.length - vocabularySize))
    if (sequence.isOver) return
    this.#reading = this.#reading.filter((other) => other !== sequence)
    if (!isLast) this.#reading.push(sequence)
    else if (isExact) this.#alone.push(sequence)
    else this.#placement.join(sequence)
  }

  /** The first that has a slot or gets one. */
  #nextToRead(): PlacedSequence | null {
    for (const sequence of this.#reading) {
      if (sequence.slot === null) attempt(sequence, () => this.#placement.admit(sequence, this.#reading))
      if (isPlaced(sequence) && !sequence.isOver) return sequence
    }
    return null
  }

  async #decodeTogether(): Promise<void> {
    const sequences = [...this.#placement.rows]
    if (sequences.length === 0) return
    const rows = sequences.map(({ slot, nextTokenId }) => ({
      start: slot.tokenIds.length,
      tokenId: nextTokenId,
    }))
    const { vocabularySize } = this.#runner
    const logits = await this.#serve(sequences, () => this.#runner.decode(rows)).catch(() => null)
    if (logits === null) {
      // Interrupted, or one of them cannot go on: which one shows when each reads by itself.
      for (const sequence of sequences) await this.#decodeAlone(sequence)
      return
    }
    for (const [row, sequence] of sequences.entries()) {
      this.#placement.record(sequence, [sequence.nextTokenId])
      advance(sequence, logits.subarray(row * vocabularySize, (row + 1) * vocabularySize))
    }
  }

  async #decodeAlone(sequence: PlacedSequence): Promise<void> {
    if (sequence.isOver) return
    const logits = await this.#read(sequence, [sequence.nextTokenId], 'last')
    if (logits !== null) advance(sequence, logits)
  }

  /** Null when nothing came of it: it was interrupted and is to be made again, or it failed and the sequence is over. */
  async #read(
    sequence: PlacedSequence,
    tokenIds: readonly number[],
    wanted: WantedLogits,
  ): Promise<Float32Array | null> {
    const { index, tokenIds: held } = sequence.slot
    try {
      const logits = await this.#serve([sequence], () =>
        this.#runner.prefill(index, held.length, tokenIds, wanted),
      )
      this.#placement.record(sequence, tokenIds)
      return logits
    } catch (thrown) {
      if (!isInterruption(thrown)) sequence.fail(thrown)
      return null
    }
  }

  async #serve<Result>(sequences: readonly Sequence[], call: () => Promise<Result>): Promise<Result> {
    this.#served = sequences
    try {
      return await call()
    } finally {
      this.#served = []
    }
  }
}

/** A call has to read all weights, whatever it is for: about what this many tokens cost. */
const CALL_COST = 16

function advance(sequence: Sequence, logits: Float32Array): void {
  if (sequence.isOver) return
  attempt(sequence, () => {
    const tokenId = sequence.task.next(logits)
    if (tokenId === null) sequence.end(false)
    else sequence.nextTokenId = tokenId
  })
}

/** What is thrown ends the sequence, and only that. */
function attempt(sequence: Sequence, action: () => void): void {
  try {
    action()
  } catch (thrown) {
    sequence.fail(thrown)
  }
}

function isInterruption(thrown: unknown): boolean {
  return toErrorRecord(thrown).details['interrupted'] === true
}
