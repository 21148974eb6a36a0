import { toErrorRecord } from '@trialogue/contract'
import type { Log } from '@trialogue/inference'
import type { FinishedCell } from '@trialogue/store'
import type { Clock } from '../runs/clock.ts'

export interface CellWriterOptions {
  readonly write: (cells: readonly FinishedCell[]) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

const retryDelayMs = 1_000
/** A full disk is waited for; whatever else refuses is tried this often. */
const maxTries = 5

interface Waiting {
  readonly cell: FinishedCell
  readonly done: () => void
  readonly fail: (error: unknown) => void
}

/** Writes cells in one transaction with all that have come by the time: each write waits for the disk. */
export class CellWriter {
  readonly #options: CellWriterOptions
  #waiting: Waiting[] = []
  #isBusy = false

  constructor(options: CellWriterOptions) {
    this.#options = options
  }

  /** Resolves when the cell is on disk. */
  write(cell: FinishedCell): Promise<void> {
    return new Promise((done, fail) => {
      this.#waiting.push({ cell, done, fail })
      if (!this.#isBusy) void this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    this.#isBusy = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#writeAtLast(batch.map(({ cell }) => cell))
        for (const { done } of batch) done()
      } catch (error) {
        for (const { fail } of batch) fail(error)
      }
    }
    this.#isBusy = false
  }

  async #writeAtLast(cells: readonly FinishedCell[]): Promise<void> {
    const { write, clock, log } = this.#options
    for (let tries = 1; ; tries += 1) {
      try {
        return await write(cells)
      } catch (error) {
        log.error({ err: error }, 'Cells of an experiment could not be written')
        if (toErrorRecord(error).code !== 'DISK_FULL' && tries === maxTries) throw error
        await new Promise<void>((resolve) => clock.after(retryDelayMs, resolve))
      }
    }
  }
}
