import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultParameters, type Model, type PromptContent, routes } from '@trialogue/contract'
import { type LocalHub, startHub, usualRepositories } from '@trialogue/testing'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../reliability/server-process.ts'
import { findAccessibilityProblems } from './axe.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'
import { takeScreenshot } from './screenshots.ts'
import type { Visit } from './visit.ts'

let hub: LocalHub
/** A second Trialogue: a server that runs models for the first one. */
let other: ServerProcess
let product: Product
let visit: Visit
const folders: string[] = []

function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `trialogue-${name}-`))
  folders.push(folder)
  return folder
}

beforeAll(async () => {
  hub = await startHub({ repositories: await usualRepositories() })
  const environment = { HF_ENDPOINT: hub.url, HF_HOME: makeFolder('cache') }
  const started = await Promise.all([startServer(makeFolder('other')), startProduct(environment)])
  other = started[0]
  product = started[1]
})
afterAll(async () => {
  await Promise.all([product.end(), other.end('SIGTERM'), hub.close()])
  for (const folder of folders) rmSync(folder, { recursive: true })
})
afterEach(async () => {
  expect(visit.problems).toEqual([])
  await visit.end()
})

const columns = () => visit.page.locator('[data-column-id]')
const ended = (column: Locator) => column.getByText(/^(Done|Reached the token limit)$/).first()
const figure = (column: Locator, name: string) =>
  column.locator('dl > div').filter({ hasText: name }).locator('dd').textContent()

async function listModels(): Promise<readonly Model[]> {
  const answer = await fetch(`${product.address}/api/models`)
  return routes.listModels.response.parse(await answer.json()).items
}

/** The tennis balls on these models, side by side. */
function contentOn(modelIds: readonly string[]): PromptContent {
  const made = modelIds.map((modelId, index) => ({
    id: `column-${index}`,
    modelId,
    parameters: { ...defaultParameters, maxTokens: 16 },
    body: null,
  }))
  return sampleContent(tennisBalls, { columns: made })
}

it('leads a new user to a base and an instruct model side by side in three actions', async () => {
  visit = await product.visit()
  const { page } = visit
  await page.getByRole('link', { name: 'Models' }).click()
  await page.getByRole('button', { name: 'Get base and instruct: SmolLM2 135M' }).click()
  await page.getByRole('button', { name: 'Compare SmolLM2 135M' }).first().click()
  await page.waitForURL(/\/p\//)
  await columns().nth(1).waitFor()
  expect(await columns().count()).toBe(2)
  await visit.runAll()
  await ended(columns().nth(0)).waitFor()
  await ended(columns().nth(1)).waitFor()
  const pulled = (await listModels()).filter(({ source }) => source === 'hub')
  expect(pulled.map(({ kind }) => kind).toSorted()).toEqual(['base', 'instruct'])
})

it('connects a server, finds out what it can do, and runs its model beside one from here and one that was pulled', async () => {
  visit = await product.visit({ path: '/models?tab=servers' })
  const { page } = visit
  await page.getByRole('button', { name: 'Connect a server' }).click()
  const form = page.getByRole('dialog', { name: 'Connect a server' })
  await form.getByRole('textbox', { name: 'Name' }).fill('second')
  await form.getByRole('textbox', { name: 'Address 1' }).fill(`${other.address}/v1`)
  await form.getByRole('switch', { name: 'Allow private addresses' }).click()
  await form.getByRole('button', { name: 'Connect and test' }).click()
  const card = page.getByRole('region', { name: 'second' })
  await card.getByText(/of \d+ work/).waitFor()
  const offered = card.getByRole('switch', { name: 'Offer wren-instruct in the playground' })
  if ((await offered.getAttribute('aria-checked')) === 'false') await offered.click()
  await card.getByRole('button', { name: 'Test wren-instruct' }).click()
  await card.getByText(/with wren-instruct/).waitFor()
  const price = card.getByRole('textbox', { name: 'Price of a million tokens that wren-instruct writes' })
  await price.fill('10')
  await price.press('Enter')
  await expect
    .poll(async () => (await listModels()).find(({ id }) => id === 'endpoint:second/wren-instruct')?.price)
    .toEqual({ inputPerMillion: 0, outputPerMillion: 10, currency: 'USD' })
  await takeScreenshot(page, 'models-servers')

  const pulled = (await listModels()).find(({ source }) => source === 'hub')
  const content = contentOn(['wren-base', pulled?.id ?? '', 'endpoint:second/wren-instruct'])
  await page.goto(await product.addPrompt('Here, pulled and elsewhere', content))
  await visit.runButton.waitFor()
  await visit.runAll()
  for (const index of [0, 1, 2]) {
    const column = columns().nth(index)
    await ended(column).waitFor()
    expect(await figure(column, 'In / out')).toMatch(/^(≈ )?\d+ \/ \d+$/)
    expect(await figure(column, 'Speed')).toMatch(/tok\/s$/)
    await column.getByRole('tab', { name: 'Tokens' }).click()
    await column.getByRole('group', { name: /^Text of/ }).waitFor()
  }
  expect(await figure(columns().nth(2), 'Cost')).toMatch(/^\$0\.000\d+$/)
  await takeScreenshot(page, 'models-compared')
})

describe.each([
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'zh-CN'],
  ['dark', 'zh-CN'],
] as const)('in the %s theme, %s', (theme, language) => {
  it.each([
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])('nothing is wrong for axe-core, nor too wide, at $width px', async (viewport) => {
    visit = await product.visit({ path: '/models?model=wren-base', theme, language, viewport })
    for (const tab of ['local', 'servers']) {
      await visit.page
        .getByRole('tab')
        .nth(tab === 'local' ? 0 : 1)
        .click()
      await visit.main
        .getByRole('heading', { level: tab === 'local' ? 3 : 2 })
        .first()
        .waitFor()
      expect(await findAccessibilityProblems(visit.page), tab).toEqual([])
      expect(
        await visit.main.evaluate((main) => main.scrollWidth - main.clientWidth),
        tab,
      ).toBeLessThanOrEqual(0)
      await takeScreenshot(visit.page, `models-${tab}-${viewport.width}-${theme}-${language}`)
    }
  })
})
