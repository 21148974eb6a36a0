import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { endedForMemory } from './memory-errors.ts'
import { type MemoryLedger, reserveOf } from './memory-ledger.ts'

const LOOK_EVERY_MS = 1_000

/** Looks every second, while there are models, whether memory runs out. */
export interface MemoryWatchdog {
  /** There is a model. */
  wake(): void
  dispose(): void
}

export function createMemoryWatchdog(ledger: MemoryLedger, clock: Clock, log: Log): MemoryWatchdog {
  let cancel: (() => void) | null = null
  const look = () => {
    void relieve(ledger, log)
      .catch((thrown: unknown) => log.error({ err: thrown }, 'Memory could not be looked at'))
      .then(() => {
        if (cancel === null) return
        cancel = ledger.residents.size === 0 ? null : clock.after(LOOK_EVERY_MS, look)
      })
  }
  return {
    wake() {
      cancel ??= clock.after(LOOK_EVERY_MS, look)
    },
    dispose() {
      cancel?.()
      cancel = null
    },
  }
}

/**
 * When less than half of the reserve is left, one model has to go before the machine swaps or the system ends whom it
 * likes: one that nobody uses, else the process that holds most.
 */
async function relieve(ledger: MemoryLedger, log: Log): Promise<void> {
  await ledger.lookAtAll()
  const { totalBytes, freeBytes } = await ledger.readMemory()
  if (freeBytes >= reserveOf(totalBytes) / 2) return
  const [idle] = ledger.idle()
  if (idle !== undefined) {
    log.warn({ modelId: idle.candidate.modelId, freeBytes }, 'Memory runs out: unloads an idle model')
    return idle.candidate.unload()
  }
  const [largest] = [...ledger.residents]
    .filter((one) => one.process !== null)
    .sort((a, b) => (b.residentBytes ?? 0) - (a.residentBytes ?? 0))
  if (largest === undefined) return
  const { modelId } = largest.candidate
  log.error({ modelId, freeBytes }, 'Memory runs out: ends the process of the largest model')
  largest.process?.end(endedForMemory(modelId, largest.residentBytes ?? 0, freeBytes))
}
