import type { Page } from 'playwright-core'
import { z } from 'zod'

export interface KeyFigures {
  /**
   * What a key costs the page's main thread before it is seen, 95th percentile: the task that handles its events and the
   * first frame after it, in processor time, which other programs on the machine lengthen only a little.
   */
  readonly p95Ms: number
  readonly worstMs: number
  /** The same by the clock: right only on a machine that does nothing else. */
  readonly clockP95Ms: number
  readonly count: number
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Times in microseconds; `tdur` is processor time. */
      ts: z.number(),
      dur: z.number().default(0),
      tdur: z.number().default(0),
      args: z.looseObject({ data: z.unknown() }).partial().default({}),
    }),
  ),
})
type TraceEvent = z.infer<typeof traceSchema>['traceEvents'][number]

const keydownSchema = z.object({ type: z.literal('keydown') })
/** As fast as people type who type fast. */
const betweenKeysMs = 60

/** Types a text into what has the focus, and measures each key. */
export async function measureKeys(page: Page, text: string): Promise<KeyFigures> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser.')
  const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline']
  await browser.startTracing(page, { categories })
  await page.keyboard.type(text, { delay: betweenKeysMs })
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()))
  const keys = readKeys(traceEvents.filter(({ ph }) => ph === 'X').toSorted((a, b) => a.ts - b.ts))
  return {
    p95Ms: percentile(keys.map(({ workMs }) => workMs)),
    worstMs: Math.max(...keys.map(({ workMs }) => workMs)),
    clockP95Ms: percentile(keys.map(({ clockMs }) => clockMs)),
    count: keys.length,
  }
}

function readKeys(events: readonly TraceEvent[]) {
  const presses = events.filter(({ name, args }) => name === 'EventDispatch' && isKeydown(args.data))
  const [first] = presses
  const onThread = events.filter(({ pid, tid }) => pid === first?.pid && tid === first.tid)
  const tasks = onThread.filter(({ name }) => name === 'RunTask')
  const paints = onThread.filter(({ name }) => name === 'Paint')
  const taskAround = (event: TraceEvent | undefined) =>
    tasks.findLast((task) => event !== undefined && task.ts <= event.ts && event.ts < task.ts + task.dur)
  return presses.map((press) => {
    const handling = taskAround(press)
    const frame = taskAround(paints.find(({ ts }) => ts > press.ts))
    const parts = [...new Set([handling, frame])].flatMap((task) => task ?? [])
    return {
      workMs: parts.reduce((sum, { tdur }) => sum + tdur, 0) / 1_000,
      clockMs: parts.reduce((sum, { dur }) => sum + dur, 0) / 1_000,
    }
  })
}

function isKeydown(data: unknown): boolean {
  return keydownSchema.safeParse(data).success
}

function percentile(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0
}
