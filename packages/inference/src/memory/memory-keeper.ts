import { type Clock, systemClock } from '../clock.ts'
import { type Log, silentLog } from '../log.ts'
import { type MachineMemory, readMachineMemory } from './machine-memory.ts'
import { tooLarge } from './memory-errors.ts'
import {
  type Candidate,
  createMemoryLedger,
  heldBytes,
  type MemoryLedger,
  type Resident,
  sum,
  type WatchedProcess,
} from './memory-ledger.ts'
import { createMemoryWatchdog } from './memory-watchdog.ts'

/** A model's leave to take memory. It counts as taken until it is given back. */
export interface Admission {
  /** What keys and values may be planned with. */
  readonly cacheBudgetBytes: number
  /** What its process held when it was looked at last; null before. */
  readonly residentBytes: number | null
  watch(process: WatchedProcess): void
  /** Looks now. */
  look(): Promise<void>
  giveBack(): void
}

/** Says which models may be loaded, and ends model processes before the machine runs out of memory. */
export interface MemoryKeeper {
  /**
   * One after the other; unloads idle models, the longest idle first, when that makes enough room. Throws
   * MODEL_TOO_LARGE with what is needed and what there is.
   */
  admit(candidate: Candidate): Promise<Admission>
  /** What can be had: neither promised to a model, nor kept in reserve. */
  readMemory(): Promise<MachineMemory>
  dispose(): void
}

export interface MemoryKeeperOptions {
  /** Bytes that Trialogue may hold, its models included; null, the default, leaves it to the machine. */
  readonly limitBytes?: number | null
  readonly readMachine?: () => Promise<MachineMemory>
  readonly clock?: Clock
  readonly log?: Log
}

export function createMemoryKeeper(options: MemoryKeeperOptions = {}): MemoryKeeper {
  const { limitBytes = null, clock = systemClock, log = silentLog } = options
  const readMachine = options.readMachine ?? (() => readMachineMemory())
  const ledger = createMemoryLedger({ limitBytes, readMachine })
  const watchdog = createMemoryWatchdog(ledger, clock, log)
  let lastTurn: Promise<unknown> = Promise.resolve()
  return {
    admit(candidate) {
      const admitted = lastTurn.then(async () => {
        const freeBytes = await makeRoom(ledger, candidate, log)
        watchdog.wake()
        return enter(ledger, candidate, freeBytes)
      })
      lastTurn = admitted.catch(() => {})
      return admitted
    },
    readMemory: ledger.readAvailable,
    dispose: watchdog.dispose,
  }
}

/** The bytes that there are for a model, in which it fits. */
async function makeRoom(ledger: MemoryLedger, candidate: Candidate, log: Log): Promise<number> {
  const least = candidate.estimate(0)
  const { modelId } = candidate
  for (;;) {
    await ledger.lookAtAll()
    const memory = await ledger.readAvailable()
    if (least.totalBytes <= memory.freeBytes) return memory.freeBytes
    const idle = ledger.idle()
    const idleBytes = sum(idle, heldBytes)
    const [first] = idle
    if (first === undefined || least.totalBytes > memory.freeBytes + idleBytes) {
      throw tooLarge(modelId, least, memory, sum(ledger.residents, heldBytes) - idleBytes)
    }
    log.info({ modelId: first.candidate.modelId, for: modelId }, 'Unloads an idle model to make room')
    await first.candidate.unload()
    ledger.residents.delete(first)
  }
}

function enter(ledger: MemoryLedger, candidate: Candidate, freeBytes: number): Admission {
  const { totalBytes, weightsBytes, overheadBytes } = candidate.estimate(freeBytes)
  const resident: Resident = { candidate, promisedBytes: totalBytes, process: null, residentBytes: null }
  ledger.residents.add(resident)
  return {
    cacheBudgetBytes: Math.max(0, freeBytes - weightsBytes - overheadBytes),
    get residentBytes() {
      return resident.residentBytes
    },
    watch(process) {
      resident.process = process
    },
    look: () => ledger.lookAt(resident),
    giveBack: () => void ledger.residents.delete(resident),
  }
}
