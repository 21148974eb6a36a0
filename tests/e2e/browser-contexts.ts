import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'

/**
 * Browser contexts to be used again: what one has fetched and compiled of the page is there for the next visit, which makes
 * it several times as quick. What a visit stored is gone by then.
 */
export interface BrowserContexts {
  take(options: BrowserContextOptions): Promise<BrowserContext>
  /** Closes its pages and empties it. `origin` is where its pages came from. */
  giveBack(context: BrowserContext, origin: string): Promise<void>
}

export function createBrowserContexts(browser: Browser): BrowserContexts {
  const kinds = new Map<BrowserContext, string>()
  const idle = new Map<string, BrowserContext[]>()
  return {
    async take(options) {
      const kind = JSON.stringify(options)
      const used = idle.get(kind)?.pop()
      if (used !== undefined) return used
      const made = await browser.newContext(options)
      kinds.set(made, kind)
      return made
    },
    async giveBack(context, origin) {
      await Promise.all(context.pages().map((page) => page.close()))
      await empty(context, origin)
      const kind = kinds.get(context) ?? ''
      idle.set(kind, [...(idle.get(kind) ?? []), context])
    },
  }
}

/** Cookies, local storage, IndexedDB; what was fetched stays. */
async function empty(context: BrowserContext, origin: string): Promise<void> {
  await context.setOffline(false)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', {
    origin,
    storageTypes: 'cookies,local_storage,indexeddb,service_workers',
  })
  await page.close()
}
