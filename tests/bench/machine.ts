import { arch, availableParallelism, cpus, hostname, loadavg, platform, release, totalmem } from 'node:os'

/** Where a benchmark ran: without it, its figures mean nothing. */
export interface Machine {
  readonly name: string
  readonly cpu: string
  readonly cores: number
  readonly memoryBytes: number
  readonly system: string
  readonly node: string
  /** Processes that were ready to run, in the minute before: above 0.5, something else was running. */
  readonly loadBefore: number
}

export function describeMachine(): Machine {
  return {
    name: hostname(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  }
}
