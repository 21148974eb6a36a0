import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printFigure } from './print-figure.ts'
import type { SoakReport } from './soak-runner.ts'

const steps = 100_000
const stretch = 10_000
const stretches = Array.from({ length: steps / stretch }, (_, index) => (index + 1) * stretch)
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

let child: ChildProcess
let reports: NodeJS.AsyncIterator<SoakReport[]>
let first: SoakReport
async function nextReport(): Promise<SoakReport> {
  const report = (await reports.next()).value?.[0]
  if (report === undefined) throw new Error('The process ended too soon.')
  return report
}

beforeAll(async () => {
  const script = new URL('./soak-runner.ts', import.meta.url)
  // Each thread that computes for the first time takes memory of its own: one is enough here.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
  child = fork(script, [`${steps}`, `${stretch}`], { env, execArgv: ['--expose-gc'] })
  reports = on(child, 'message', { close: ['exit'] })
  first = await nextReport()
})
afterAll(() => void child.kill('SIGKILL'))

describe('a runner that updates its cache in place', () => {
  const resident: number[] = []

  it.each(stretches)('is still running after %i steps', async (done) => {
    const { cachePath, steps, residentBytes } = await nextReport()
    resident.push(residentBytes)
    expect({ cachePath, steps }).toEqual({ cachePath: 'in-place', steps: done })
  })

  it('takes as much memory as at the beginning, and ends well', async () => {
    const last = resident.at(-1) ?? Number.POSITIVE_INFINITY
    printFigure('Soak', `${steps} decode steps, RSS ${mebibytes(first.residentBytes)} → ${mebibytes(last)}`)
    expect(last - first.residentBytes).toBeLessThan(8 * 2 ** 20)
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
