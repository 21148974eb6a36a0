import { AppError } from '@trialogue/contract'
import type { DecodeRow, SlotRunner, WantedLogits } from '../session/slot-runner.ts'

export interface ToyRunner extends SlotRunner {
  /** `prefill 0 0-64` reads the tokens 0 to 63 into slot 0, `decode 3` one token into each of three slots. */
  readonly calls: readonly string[]
  /** Waits in the next call until it is interrupted or let go; resolves when that call has begun. */
  hold(): { readonly begun: Promise<void>; release(): void }
}

export interface ToyRunnerOptions {
  readonly slotCount: number
  readonly slotLength: number
  /** Rounds as a quantized model does: what is computed depends a little on how many rows a call has. Default false. */
  readonly isSensitive?: boolean
  /** What a call throws when it reads this token. */
  readonly poison?: number
}

const vocabularySize = 50

/**
 * For tests: a runner whose model is a hash of all the tokens that a slot holds, so that a token in a wrong place, or a
 * slot copied too short, changes everything after it.
 */
export function createToyRunner(options: ToyRunnerOptions): ToyRunner {
  const { slotCount, slotLength, isSensitive = false, poison } = options
  /** For each slot the hash after each of its tokens. */
  const slots = Array.from({ length: slotCount }, (): number[] => [])
  const calls: string[] = []
  let gate: { begin(): void; ended: Promise<void> } | null = null
  let interruptCall: (() => void) | null = null

  const read = (slot: number, start: number, tokenIds: readonly number[], rows: number): number[] => {
    const hashes = slots[slot]
    if (hashes === undefined || start > hashes.length || start + tokenIds.length > slotLength) {
      throw new AppError('INTERNAL', `Slot ${slot} holds ${hashes?.length} tokens, not ${start}.`)
    }
    hashes.length = start
    if (poison !== undefined && tokenIds.includes(poison)) {
      throw new AppError('GENERATION_FAILED', 'The token is poison.')
    }
    for (const tokenId of tokenIds)
      hashes.push(mix(hashes.at(-1) ?? 0, tokenId + (isSensitive ? rows * 1_000 : 0)))
    return hashes.slice(start)
  }
  const pass = async (): Promise<void> => {
    const held = gate
    gate = null
    if (held === null) return
    const { promise: interrupted, resolve } = Promise.withResolvers<'interrupted'>()
    interruptCall = () => resolve('interrupted')
    held.begin()
    const outcome = await Promise.race([held.ended, interrupted])
    interruptCall = null
    if (outcome === 'interrupted') {
      throw new AppError('GENERATION_FAILED', 'Interrupted.', { details: { interrupted: true } })
    }
  }
  return {
    ...{ executionProvider: 'cpu', cachePath: 'plain', plainReason: 'A toy.' },
    ...{ slotCount, slotLength, vocabularySize, calls },
    async prefill(slot: number, start: number, tokenIds: readonly number[], wanted: WantedLogits) {
      calls.push(`prefill ${slot} ${start}-${start + tokenIds.length}`)
      await pass()
      const hashes = read(slot, start, tokenIds, tokenIds.length)
      return logitsOf({ none: [], last: hashes.slice(-1), all: hashes }[wanted])
    },
    async decode(rows: readonly DecodeRow[]) {
      calls.push(`decode ${rows.length}`)
      await pass()
      return logitsOf(rows.flatMap(({ start, tokenId }, slot) => read(slot, start, [tokenId], rows.length)))
    },
    copySlot(from: number, to: number, length: number) {
      slots[to] = slots[from]?.slice(0, length) ?? []
    },
    swapSlots(a: number, b: number, length: number) {
      const [first = [], second = []] = [slots[a], slots[b]]
      slots[a] = second.slice(0, length)
      slots[b] = first.slice(0, length)
    },
    interrupt: () => interruptCall?.(),
    hold() {
      const begun = Promise.withResolvers<void>()
      const ended = Promise.withResolvers<void>()
      gate = { begin: begun.resolve, ended: ended.promise }
      return { begun: begun.promise, release: ended.resolve }
    },
    async dispose() {},
  }
}

/** One row for each hash: numbers between 0 and 1 that look random. */
function logitsOf(hashes: readonly number[]): Float32Array {
  return Float32Array.from(
    hashes.flatMap((hash) => Array.from({ length: vocabularySize }, (_, id) => mix(hash, id) / 2 ** 32)),
  )
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value + 0x9e3779b9), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
