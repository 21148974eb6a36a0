import type { Page } from 'playwright-core'

/** Somebody who writes 0,1,2,3 … into a field, one key after the other, and remembers when. */
export interface Typist {
  /** All that was typed so far. */
  text(): string
  /** What was typed at least `ageMs` before `momentMs`. */
  textBefore(momentMs: number, ageMs: number): string
  /** When the last key of a text was pressed, which is a beginning of what was typed. */
  timeOf(text: string): number
  /** Lets go of the keys; also where the page has gone meanwhile. */
  stop(): Promise<void>
}

/** About 25 keys a second: nobody types faster. */
const pauseMs = 30

/** Empties the field and writes until it is stopped. Gives back when the first key has been pressed. */
export async function startTyping(page: Page, field: string): Promise<Typist> {
  const keys: { key: string; timeMs: number }[] = []
  let isStopped = false
  await page.getByRole('textbox', { name: field, exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+A')
  const firstKey = Promise.withResolvers<void>()

  async function write(): Promise<void> {
    for (let number = 0; ; number += 1) {
      for (const key of `${number},`) {
        if (isStopped) return
        keys.push({ key, timeMs: Date.now() })
        await page.keyboard.type(key)
        firstKey.resolve()
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
  }

  const writing = write().catch((cause: unknown) => {
    firstKey.resolve()
    if (!page.isClosed()) throw cause
  })
  await firstKey.promise
  const join = (some: typeof keys) => some.map(({ key }) => key).join('')
  return {
    text: () => join(keys),
    textBefore: (momentMs, ageMs) => join(keys.filter(({ timeMs }) => timeMs <= momentMs - ageMs)),
    timeOf: (text) => keys[text.length - 1]?.timeMs ?? 0,
    async stop() {
      isStopped = true
      await writing
    },
  }
}
