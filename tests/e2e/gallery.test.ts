import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type Product, startProduct } from './product.ts'
import { takeScreenshot } from './screenshots.ts'
import type { Visit, VisitOptions } from './visit.ts'

let product: Product
let visit: Visit

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

afterEach(async () => {
  expect(visit.problems).toEqual([])
  await visit.end()
})

async function open(options: VisitOptions = {}): Promise<void> {
  visit = await product.visit({ path: '/gallery', ...options })
  await visit.page.getByRole('heading', { level: 3 }).first().waitFor()
}

const titles = () => visit.page.getByRole('heading', { level: 3 }).allTextContents()

describe('the gallery', () => {
  it('leads from the rail to a sample that runs and answers as promised', async () => {
    visit = await product.visit()
    await visit.page.getByRole('link', { name: 'Gallery' }).click()
    await visit.page.getByRole('searchbox', { name: 'Search samples' }).fill('step by step')
    await visit.page.getByRole('radio', { name: 'Instruct' }).click()
    await visit.page.waitForURL(/\/gallery\?q=step\+by\+step&kind=instruct/)
    await visit.page.getByRole('button', { name: 'Open Direct beside step by step' }).click()
    await visit.page.waitForURL(/\/p\//)
    await visit.field('Name of the prompt').waitFor()
    expect(await visit.field('Name of the prompt').inputValue()).toBe('Direct beside step by step')
    await visit.runAll()
    const second = visit.page.getByRole('region', { name: /^Column 2: Wren instruct$/ })
    await second.getByText('The answer is 32.').first().waitFor()
    await takeScreenshot(visit.page, 'gallery-opened')
  })

  it('keeps its filters in the address, and leads back from a search that finds nothing', async () => {
    await open({ path: '/gallery?topic=reasoning&kind=base' })
    expect(await titles()).toEqual(['A base model reasons'])
    await visit.page.getByRole('searchbox').fill('no such sample')
    await visit.page.getByText('No sample has all of that.').waitFor()
    await visit.page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
    await visit.page.waitForURL(/\/gallery$/)
    expect((await titles()).length).toBeGreaterThanOrEqual(20)
  })

  it('is walked by keyboard alone', async () => {
    visit = await product.visit()
    await visit.page.keyboard.press('ControlOrMeta+K')
    await visit.page.getByRole('dialog').getByRole('combobox').waitFor()
    await visit.page.keyboard.type('gallery')
    await visit.page.keyboard.press('Enter')
    const search = visit.page.getByRole('searchbox', { name: 'Search samples' })
    await search.focus()
    await visit.page.keyboard.type('singular')
    await visit.page.keyboard.press('Tab')
    const openButton = visit.page.getByRole('button', { name: 'Open A rule that nobody names' })
    await openButton.waitFor()
    for (let step = 0; step < 8; step += 1) {
      if (await openButton.evaluate((button) => button === document.activeElement)) break
      await visit.page.keyboard.press('Tab')
    }
    await visit.page.keyboard.press('Enter')
    await visit.page.waitForURL(/\/p\//)
  })
})

describe.each([
  ['laptop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
  ['smallest', { width: 320, height: 640 }],
] as const)('on a %s', (name, viewport) => {
  it.each([
    ['light', 'en'],
    ['dark', 'zh-CN'],
  ] as const)('reads well, %s, %s', async (theme, language) => {
    await open({ viewport, theme, language })
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    const overflow = await visit.main.evaluate((main) => main.scrollWidth - main.clientWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await takeScreenshot(visit.page, `gallery-${name}-${theme}-${language}`)
  })
})
