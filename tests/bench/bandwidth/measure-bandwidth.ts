import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Reading {
  readonly startedAtMs: number
  readonly endedAtMs: number
}

export interface BandwidthOptions {
  readonly threads: number
  /** What each thread reads, over and over: more than the caches hold. */
  readonly sizeBytes?: number
  readonly passes?: number
  readonly repeats?: number
}

/**
 * Bytes per second that this many threads together read from memory, the best of a few attempts: what the hardware
 * allows is the most that was ever seen, everything else is a disturbance. Reading in order is what memory is best
 * at, so this is a limit, not a promise. A cache larger than `sizeBytes` makes it too high.
 */
export async function measureBandwidth(options: BandwidthOptions): Promise<number> {
  const { threads, sizeBytes = 256 * 2 ** 20, passes = 4, repeats = 5 } = options
  const file = new URL('./bandwidth-worker.ts', import.meta.url)
  const workers = Array.from(
    { length: threads },
    () => new Worker(file, { workerData: { sizeBytes, passes } }),
  )
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    let best = 0
    for (let repeat = 0; repeat < repeats; repeat++) {
      const readings = await Promise.all(
        workers.map(async (worker): Promise<Reading> => {
          worker.postMessage('go')
          const [reading] = await once(worker, 'message')
          return reading
        }),
      )
      best = Math.max(best, bytesPerSecond(readings, sizeBytes * passes))
    }
    return best
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** From the first start to the last end: while one thread reads alone, it has more than its share. */
function bytesPerSecond(readings: readonly Reading[], bytesEach: number): number {
  const from = Math.min(...readings.map(({ startedAtMs }) => startedAtMs))
  const to = Math.max(...readings.map(({ endedAtMs }) => endedAtMs))
  return (readings.length * bytesEach * 1000) / (to - from)
}
