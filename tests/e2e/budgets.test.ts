import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printFigure } from '../reliability/print-figure.ts'
import { findClippedTexts } from './clipped-text.ts'
import { lengthenTexts } from './longer-texts.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'

/** Of all scripts that the page loads before it can be used, compressed, without the editor. In bytes. */
const firstScreenLimit = 270_000
/** What is aimed at, on a machine with nothing else to do. */
const usableAimMs = 1_000
/** What is tolerated, on one that is busy. */
const usableLimitMs = 6_000

let product: Product
let path = ''

beforeAll(async () => {
  product = await startProduct()
  path = await product.addPrompt("Roger's tennis balls", sampleContent(tennisBalls))
})
afterAll(() => product.end())

const isEditor = (url: string) => /monaco-(bundle|field)|editor\.worker/.test(url)
const withoutEditor = (page: Page) =>
  page.route('**/*', (route) => (isEditor(route.request().url()) ? route.abort() : route.continue()))

describe('the first screen', () => {
  it('is at most 270 kB of JavaScript, compressed; the editor comes later', async () => {
    const scripts = new Map<string, Promise<number>>()
    const visit = await product.visit({
      path,
      prepare: async (page) =>
        page.on('response', (response) => {
          if (response.request().resourceType() !== 'script') return
          scripts.set(
            response.url(),
            response.body().then((body) => gzipSync(body).length),
          )
        }),
    })
    await visit.field('Prompt text').waitFor()
    // What is fetched from here on nobody waits for.
    const sizes = await Promise.all(
      [...scripts].map(async ([url, size]) => [new URL(url).pathname, await size] as const),
    )
    const first = sizes.filter(([url]) => !isEditor(url))
    const total = first.reduce((sum, [, size]) => sum + size, 0)
    printFigure(
      'first-screen JavaScript, gzipped',
      `${(total / 1000).toFixed(1)} kB in ${first.length} files`,
    )
    expect(total, first.map(([url, size]) => `${url}: ${size}`).join('\n')).toBeLessThanOrEqual(
      firstScreenLimit,
    )
    await visit.editor.waitFor()
    expect([...scripts.keys()].some(isEditor)).toBe(true)
    await visit.end()
  })

  it('can be used without the editor, soon', async () => {
    const first = await product.visit({ path, prepare: withoutEditor })
    await first.end()
    const visit = await product.visit({ path: '/settings', prepare: withoutEditor })
    await visit.page.goto(path, { waitUntil: 'commit' })
    const usableMs = await visit.page.waitForFunction(() => {
      const field = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Prompt text"]')
      const run = [...document.querySelectorAll('button')].find((button) =>
        button.textContent.startsWith('Run all'),
      )
      return field !== null && field.value !== '' && run !== undefined && performance.now()
    })
    const ms = Number(await usableMs.jsonValue())
    printFigure('usable without the editor', `${ms.toFixed(0)} ms after navigation (aim ${usableAimMs} ms)`)
    expect(ms).toBeLessThan(usableLimitMs)
    await visit.field('Prompt text').fill('Typed in a plain field.')
    expect(await visit.read('Prompt text')).toBe('Typed in a plain field.')
    await visit.end()
  })
})

describe('the theme', () => {
  it.each([
    ['as the system', 'dark', null, 'dark'],
    ['chosen against the system', 'light', 'dark', 'dark'],
    ['chosen light against the system', 'dark', 'light', 'light'],
  ] as const)('%s is there from the first frame', async (_, system, chosen, expected) => {
    const visit = await product.visit({
      path,
      theme: system,
      prepare: (page) =>
        page.addInitScript((choice) => {
          if (choice !== null) localStorage.setItem('trialogue.theme', choice)
          const seen: (string | undefined)[] = []
          Object.assign(window, { seenThemes: seen })
          const look = () => {
            if (document.body !== null) seen.push(document.documentElement.dataset.theme)
            requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }, chosen),
    })
    await visit.field('Prompt text').waitFor()
    const seen = await visit.page.evaluate(() => Reflect.get(window, 'seenThemes'))
    expect(new Set(seen)).toEqual(new Set([expected]))
    await visit.end()
  })
})

describe('the language', () => {
  it('is the one of the document, and switches with it', async () => {
    const visit = await product.visit({ path, language: 'zh-CN' })
    const language = () => visit.page.locator('html').getAttribute('lang')
    expect(await language()).toBe('zh-CN')
    await visit.page.goto('/settings')
    await visit.page.getByRole('radio', { name: 'English' }).click()
    await visit.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
    expect(await language()).toBe('en')
    await visit.page.reload()
    await visit.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
    expect(await language()).toBe('en')
    await visit.end()
  })
})

describe('texts that are 40 % longer', () => {
  const sizes = [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
    { width: 390, height: 844 },
  ]
  it.each(sizes)('are readable at $width px', async (viewport) => {
    const visit = await product.visit({ path, viewport, prepare: lengthenTexts })
    await visit.page.getByText(/ensur/).first().waitFor()
    for (const place of [path, `${path}?tab=versions`, '/gallery', '/history', '/settings']) {
      await visit.page.goto(place)
      await visit.main.getByText(/ensur/).filter({ visible: true }).first().waitFor()
      expect(await findClippedTexts(visit.page), place).toEqual([])
      const overflowPx = await visit.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflowPx, place).toBe(0)
    }
    await visit.end()
  })
})
