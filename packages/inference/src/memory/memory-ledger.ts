import type { AppError, MemoryEstimate } from '@trialogue/contract'
import type { MachineMemory } from './machine-memory.ts'

/** A model that is to be loaded. */
export interface Candidate {
  readonly modelId: string
  /** What it takes when so many bytes are free. */
  estimate(freeBytes: number): MemoryEstimate
  /** Since when nobody uses it; null while somebody does, or it is not loaded. */
  idleSince(): number | null
  /** Gives its memory back; resolves when it is free. */
  unload(): Promise<void>
}

/** A process with a model in it. */
export interface WatchedProcess {
  /** Null when it cannot be found out. */
  residentBytes(): Promise<number | null>
  /** Ends it at once: whoever uses it gets the error. */
  end(error: AppError): void
}

/** A model that may take memory. What it was promised and has not taken yet counts as taken. */
export interface Resident {
  readonly candidate: Candidate
  readonly promisedBytes: number
  process: WatchedProcess | null
  /** When it was looked at last; null before. */
  residentBytes: number | null
}

/** Who has how much memory. */
export interface MemoryLedger {
  readonly residents: Set<Resident>
  /** Of the machine, or of what Trialogue may have of it. */
  readMemory(): Promise<MachineMemory>
  /** What can be had: neither promised to a model, nor kept in reserve. */
  readAvailable(): Promise<MachineMemory>
  lookAt(resident: Resident): Promise<void>
  lookAtAll(): Promise<unknown>
  /** Those that nobody uses, the longest idle first. */
  idle(): Resident[]
}

export interface LedgerOptions {
  readonly limitBytes: number | null
  readonly readMachine: () => Promise<MachineMemory>
}

export function createMemoryLedger({ limitBytes, readMachine }: LedgerOptions): MemoryLedger {
  const residents = new Set<Resident>()
  const readMemory = async (): Promise<MachineMemory> => {
    const machine = await readMachine()
    if (limitBytes === null) return machine
    const usedBytes = process.memoryUsage.rss() + sum(residents, (one) => one.residentBytes ?? 0)
    return {
      totalBytes: Math.min(machine.totalBytes, limitBytes),
      freeBytes: Math.max(0, Math.min(machine.freeBytes, limitBytes - usedBytes)),
    }
  }
  const lookAt = async (resident: Resident) => {
    resident.residentBytes = (await resident.process?.residentBytes()) ?? resident.residentBytes
  }
  return {
    residents,
    readMemory,
    async readAvailable() {
      const { totalBytes, freeBytes } = await readMemory()
      const promised = sum(residents, (one) => Math.max(0, one.promisedBytes - (one.residentBytes ?? 0)))
      const available = freeBytes - promised - reserveOf(totalBytes)
      return { totalBytes, freeBytes: Math.max(0, Math.floor(available)) }
    },
    lookAt,
    lookAtAll: () => Promise.all([...residents].map(lookAt)),
    idle: () =>
      [...residents]
        .flatMap((resident) => {
          const since = resident.candidate.idleSince()
          return since === null ? [] : [{ resident, since }]
        })
        .sort((a, b) => a.since - b.since)
        .map(({ resident }) => resident),
  }
}

const RESERVE = { share: 0.04, leastBytes: 48 * 2 ** 20, mostBytes: 512 * 2 ** 20 } as const

/** What is kept free of so much memory, for everything else. */
export function reserveOf(totalBytes: number): number {
  const { share, leastBytes, mostBytes } = RESERVE
  return Math.min(mostBytes, Math.max(leastBytes, share * totalBytes))
}

/** What a model would give back. */
export function heldBytes({ residentBytes, promisedBytes }: Resident): number {
  return Math.max(residentBytes ?? 0, promisedBytes)
}

export function sum<Part>(parts: Iterable<Part>, bytesOf: (part: Part) => number): number {
  let total = 0
  for (const part of parts) total += bytesOf(part)
  return total
}
