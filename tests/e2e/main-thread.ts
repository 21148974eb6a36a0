import type { Page } from 'playwright-core'
import { z } from 'zod'

const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown().optional() }).optional(),
    }),
  ),
})

/** What the page's main thread did, in milliseconds. */
export type MainThreadWork = {
  /** Processor time of the longest task: what it would take on a machine that does nothing else. */
  readonly longestMs: number
  /** Wall-clock time of the longest task, whatever the machine did beside it. */
  readonly longestWallMs: number
  readonly totalMs: number
}

/** Measures the tasks of the page's main thread while something happens. */
export async function measureMainThread(page: Page, act: () => Promise<void>): Promise<MainThreadWork> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser.')
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await act()
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()))
  const isMain = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  )
  const works = isMain.map(({ pid, tid }) => {
    const tasks = traceEvents.filter(
      (event) => event.pid === pid && event.tid === tid && event.name === 'RunTask',
    )
    const work = tasks.map(({ tdur = 0 }) => tdur / 1000)
    const wall = tasks.map(({ dur = 0 }) => dur / 1000)
    return {
      longestMs: Math.max(0, ...work),
      longestWallMs: Math.max(0, ...wall),
      totalMs: work.reduce((sum, ms) => sum + ms, 0),
    }
  })
  const [busiest] = works.toSorted((a, b) => b.totalMs - a.totalMs)
  if (busiest === undefined) throw new Error('The trace has no main thread.')
  return busiest
}
