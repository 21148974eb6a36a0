import type { Browser, Page } from 'playwright-core'
import { type Playground, playgroundOn } from './playground.ts'

export interface VisitOptions {
  /** Where the visit begins: `/` by default. */
  readonly path?: string
  /** A laptop's screen by default; below 640 px it is a phone, with touch. */
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'zh-CN'
  /** What happens before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

export interface Visit extends Playground {
  /** What went wrong behind the scenes: empty in a sound product. */
  readonly problems: readonly string[]
  end(): Promise<void>
}

const laptop = { width: 1440, height: 900 }

/** Opens the product at `address` in a browser of its own (storage, language, theme) and waits until it can be used. */
export async function startVisit(browser: Browser, address: string, options: VisitOptions): Promise<Visit> {
  const { path = '/', viewport = laptop, theme = 'light', language = 'en', prepare } = options
  const isPhone = viewport.width < 640
  const context = await browser.newContext({
    baseURL: address,
    viewport,
    colorScheme: theme,
    locale: language,
    reducedMotion: 'reduce',
    hasTouch: isPhone,
    isMobile: isPhone,
  })
  const page = await context.newPage()
  const problems = await watchProblems(page, address)
  await prepare?.(page)
  await page.goto(path)
  const playground = playgroundOn(page)
  await playground.main.waitFor().catch((cause: unknown) => {
    throw new Error(`The page did not open. ${problems.join('\n')}`, { cause })
  })
  return { ...playground, problems, end: () => context.close() }
}

/** Collects errors, warnings, broken rules of the Content-Security-Policy, missing files, requests to other origins. */
async function watchProblems(page: Page, address: string): Promise<readonly string[]> {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // A request that the server refuses or does not hear is told to the person; the browser logs it all the same.
    if (message.text().startsWith('Failed to load resource')) return
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    const isFile = !response.url().startsWith(`${address}/api/`)
    if (isFile && response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== address && protocol !== 'data:') problems.push(`request: ${request.url()}`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  return problems
}
