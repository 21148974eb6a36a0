import type { Page } from 'playwright-core'

export interface KeyFigures {
  /**
   * What a key costs the page's main thread, 95th percentile: everything from the press to the second frame after it, in
   * processor time, which other programs on the machine do not lengthen.
   */
  readonly p95Ms: number
  readonly worstMs: number
  /** The same by the clock, from the press to the end of the first frame: right only on a machine that is idle. */
  readonly clockP95Ms: number
  readonly count: number
}

/** Types a text into what has the focus, and measures each key. */
export async function measureKeys(page: Page, text: string): Promise<KeyFigures> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const readBusyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
  }
  await watchKeys(page)
  const figures: number[] = []
  for (const character of text) {
    const before = await readBusyMs()
    await page.keyboard.press(character === ' ' ? 'Space' : character)
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    figures.push((await readBusyMs()) - before)
  }
  const clock = await page.evaluate(() => window.keyFigures ?? [])
  await session.detach()
  return {
    p95Ms: percentile(figures, 0.95),
    worstMs: percentile(figures, 1),
    clockP95Ms: percentile(clock, 0.95),
    count: figures.length,
  }
}

/** Notes for each key how long its events and the next frame take by the clock, without the wait for the screen. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const figures: number[] = []
    window.keyFigures = figures
    const afterTask = (act: () => void) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = act
      port2.postMessage(null)
    }
    const onKey = () => {
      const pressed = performance.now()
      afterTask(() => {
        const eventsMs = performance.now() - pressed
        requestAnimationFrame(() => {
          const begun = performance.now()
          afterTask(() => figures.push(eventsMs + performance.now() - begun))
        })
      })
    }
    window.addEventListener('keydown', onKey, { capture: true })
  })
}

function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

declare global {
  interface Window {
    keyFigures?: number[]
  }
}
