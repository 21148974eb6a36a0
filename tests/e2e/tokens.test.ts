import { type Generation, type Run, runSchema } from '@trialogue/contract'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type Kind, kinds } from './playground.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'
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

async function open(content = sampleContent(tennisBalls), options: VisitOptions = {}): Promise<void> {
  visit = await product.visit({ ...options, path: await product.addPrompt('A test', content) })
}

const tab = (kind: Kind, name: RegExp) => visit.column(kind).root.getByRole('tab', { name })
const inputTab = /What the model sees|Model input/

/** Opens a column's tokens; gives them and the region they are in. */
async function openTokens(kind: Kind): Promise<{ region: Locator; tokens: Locator }> {
  await tab(kind, /^Tokens$/).click()
  const region = visit.column(kind).root.getByRole('region', { name: `Tokens of Wren ${kind}` })
  const tokens = region.getByRole('group', { name: /token by token/ }).getByRole('button')
  await tokens.first().waitFor()
  return { region, tokens }
}

const generationOf = ({ generations }: Run, kind: Kind): Generation => {
  const found = generations.find(({ modelId }) => modelId === `wren-${kind}`)
  if (found === undefined) throw new Error(`The run has nothing of ${kind}.`)
  return found
}

const step = ({ steps: [first] }: Generation) => {
  if (first === undefined) throw new Error('The generation has no step.')
  return first
}

async function run(): Promise<Run> {
  const { id } = await visit.runAll()
  await visit.waitForEnd()
  return product.getRun(id)
}

/** What comes of a press that starts a run of its own. */
async function startedBy(press: () => Promise<unknown>): Promise<Run> {
  const [answer] = await Promise.all([
    visit.page.waitForResponse((one) => one.url().endsWith('/api/runs') && one.request().method() === 'POST'),
    press(),
  ])
  const { id } = runSchema.parse(await answer.json())
  await visit
    .button(/^Run all/)
    .first()
    .waitFor()
  await expect.poll(async () => (await product.getRun(id)).status).toBe('completed')
  return product.getRun(id)
}

describe('what the model sees', () => {
  it('is counted by part, marked, shown with ids, and kept up to date while it is edited', async () => {
    await open(sampleContent('Word problems from worked examples'))
    for (const kind of kinds) await tab(kind, inputTab).click()
    const seen = (kind: Kind) => visit.page.getByRole('region', { name: `What Wren ${kind} sees` })
    const parts = (kind: Kind) => seen(kind).getByRole('list', { name: 'Where they come from' })
    await parts('dialog').waitFor()
    const shown = (await parts('base').textContent()) ?? ''
    expect(shown).toMatch(/^Template1.*Examples\d+Input\d+$/)
    const total = [...shown.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0)
    expect(
      await seen('base')
        .getByText(/of 512 tokens/)
        .textContent(),
    ).toBe(`${total} of 512 tokens`)

    await parts('dialog')
      .getByRole('button', { name: /^Template/ })
      .click()
    const marked = seen('dialog').locator('[title^="Special token"]').first()
    expect(await marked.getAttribute('class')).toContain('bg-accent')
    await seen('instruct').getByRole('radio', { name: 'Tokens' }).click()
    expect(await seen('instruct').getByTitle('Special token 1', { exact: true }).textContent()).toBe(
      '<|bos|>1',
    )

    const before = await parts('base').textContent()
    await visit.page
      .getByRole('textbox', { name: /complete$/ })
      .first()
      .fill('How many legs have seven cats?')
    await expect.poll(() => parts('base').textContent()).not.toBe(before)
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
  })

  it('shows where the context is cut, with what would help', async () => {
    const content = sampleContent('Word problems from worked examples')
    const columns = content.columns.map((column) => ({
      ...column,
      parameters: { ...column.parameters, maxTokens: 500 },
    }))
    await open({ ...content, columns })
    await tab('base', inputTab).click()
    const seen = visit.page.getByRole('region', { name: 'What Wren base sees' })
    await seen.getByText('From here on the answer has less room').waitFor()
    expect(await seen.textContent()).toMatch(
      /The answer gets \d+ tokens, not 500.*Switch examples off: they take \d+ tokens/,
    )
  })
})

describe('the token lens', () => {
  it('colours by probability, is walked by keyboard, and branches; the branches are compared', async () => {
    await open()
    const original = generationOf(await run(), 'instruct')
    const { region, tokens } = await openTokens('instruct')
    const { logprobs, tokenIds } = step(original)
    expect(await tokens.count()).toBe(logprobs.length)
    const mean = logprobs.reduce((sum, { logprob }) => sum + logprob, 0) / logprobs.length
    expect(await region.getByRole('definition').first().textContent()).toBe(mean.toFixed(2).replace('-', '−'))
    expect(await findAccessibilityProblems(visit.page)).toEqual([])

    const { page } = visit
    await tokens.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: `Token 2 of ${logprobs.length}` })
    await panel.waitFor()
    expect(await findAccessibilityProblems(page)).toEqual([])
    const other = logprobs[1]?.alternatives.find(({ id }) => id !== tokenIds?.[1])
    const branched = await startedBy(() =>
      panel
        .getByRole('button', { name: /^Branch from here/ })
        .first()
        .click(),
    )
    const written = step(generationOf(branched, 'instruct'))
    expect(written.tokenIds?.slice(0, 2)).toEqual([tokenIds?.[0], other?.id])

    const list = region.getByRole('list', { name: 'Branches' })
    await list.getByRole('button', { name: `“${other?.text.trim()}” at 2` }).waitFor()
    await region.getByRole('button', { name: 'Compare' }).click()
    await region.getByRole('img', { name: 'Branched here' }).waitFor()
    expect(await region.locator('ins').first().textContent()).toContain(other?.text.trim())
    await list.getByRole('button', { name: 'Original' }).click()
    await tab('instruct', /^Output$/).click()
    expect(await visit.column('instruct').output.textContent()).toContain(step(original).text.trim())
  })

  it('says where it has nothing to show', async () => {
    await open()
    await tab('base', /^Tokens$/).click()
    await visit.column('base').root.getByText('Run the prompt to see how sure the model was').waitFor()
  })
})

describe('Continue', () => {
  it('goes on with a text that its token limit cut short', async () => {
    const content = sampleContent(tennisBalls)
    const columns = content.columns.map((column) => ({
      ...column,
      parameters: { ...column.parameters, maxTokens: 6 },
    }))
    await open({ ...content, columns })
    const before = step(generationOf(await run(), 'base'))
    const { root } = visit.column('base')
    const continued = await startedBy(() => root.getByRole('button', { name: 'Continue' }).click())
    const after = step(generationOf(continued, 'base'))
    expect(after.tokenIds?.slice(0, 6)).toEqual(before.tokenIds)
    expect(after.tokenIds).toHaveLength(12)
    expect(after.text.startsWith(before.text)).toBe(true)
    await expect.poll(() => visit.column('base').output.textContent()).toContain(after.text.trim())
  })
})

describe('another model', () => {
  it('reads the output, marks what it would not have written, and its choice can be gone on from', async () => {
    await open()
    const original = generationOf(await run(), 'dialog')
    const { region, tokens } = await openTokens('dialog')
    await region.getByRole('radio', { name: 'Another model' }).click()
    await region.getByText(/Wren base would have picked \d+% of these tokens itself\./).waitFor()
    await region.getByText(/Divergence at least \d+\.\d+ nats a token/).waitFor()
    expect(await tokens.count()).toBe(step(original).logprobs.length)
    const shifted = region.getByRole('button', { name: /, Shifted$/ }).first()
    await shifted.click()
    const panel = visit.page.getByRole('dialog', { name: /^Token \d+ of/ })
    await panel.getByText('Wren base reads').waitFor()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    const place = Number(/\d+/.exec((await panel.getAttribute('aria-label')) ?? '')?.[0]) - 1
    const go = panel.getByRole('button', { name: 'Continue from the choice of Wren base' })
    const branched = generationOf(await startedBy(() => go.click()), 'dialog')
    expect(step(branched).tokenIds?.slice(0, place)).toEqual(step(original).tokenIds?.slice(0, place))
    expect(step(branched).tokenIds?.[place]).not.toBe(step(original).tokenIds?.[place])
  })
})

describe('prompt loss', () => {
  it('follows an edit within a second, and is compared with the saved version and a pinned value', async () => {
    await open({ ...sampleContent(tennisBalls), reference: 'The answer is 11.' })
    const loss = (kind: Kind) =>
      visit.page.getByRole('region', { name: `How likely Wren ${kind} finds the expected answer` })
    for (const kind of kinds)
      await loss(kind)
        .getByText(/^Loss \d+\.\d+ \/ token · p /)
        .waitFor()
    await visit.saveVersion('Balls')
    await loss('base').getByText('same as v1').waitFor()

    const value = loss('base').getByRole('button', { name: /^Loss/ })
    const before = await value.textContent()
    const field = visit.field('Value of cans')
    await field.fill('4')
    const editedAt = performance.now()
    await expect.poll(() => value.textContent(), { interval: 20 }).not.toBe(before)
    expect(performance.now() - editedAt).toBeLessThan(1_000)

    await loss('base').getByRole('button', { name: /^Pin/ }).click()
    await loss('base').getByText('same as pinned').waitFor()
    await visit.write('Prompt text', 'What is {{balls}} + {{cans}} × {{perCan}}?')
    await loss('base')
      .getByText(/(better|worse) than pinned$/)
      .waitFor()
    await value.click()
    await visit.page.getByRole('heading', { name: 'Tokens of the expected answer' }).waitFor()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
  })
})

describe('on a phone, in Chinese', () => {
  it('shows tokens and their alternatives without clipping', async () => {
    await open(sampleContent(tennisBalls), { viewport: { width: 390, height: 844 }, language: 'zh-CN' })
    const { page } = visit
    await page.getByRole('button', { name: /^全部运行/ }).click()
    await page
      .getByText(/^(完成|已达词元上限)$/)
      .first()
      .waitFor()
    await page.getByRole('tab', { name: '词元' }).click()
    const token = page.locator('[data-place="2"]')
    await token.click()
    const panel = page.getByRole('dialog', { name: /^第 3 个词元/ })
    await panel.waitFor()
    const box = await panel.boundingBox()
    expect(box === null ? [] : [box.x >= 0, box.x + box.width <= 390]).toEqual([true, true])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await findAccessibilityProblems(page)).toEqual([])
  })
})
