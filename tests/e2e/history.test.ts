import type { Generation, PromptContent, Run } from '@trialogue/contract'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRun, followRun } from '../reliability/api.ts'
import { findAccessibilityProblems } from './axe.ts'
import { kinds } from './playground.ts'
import { type Product, startProduct } from './product.ts'
import { longContent, reasoningContent, sampleContent, tennisBalls } from './prompts.ts'
import { takeScreenshot } from './screenshots.ts'
import type { Visit, VisitOptions } from './visit.ts'

let product: Product
let visit: Visit

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())
afterEach(async () => {
  product.letGo()
  expect(visit.problems).toEqual([])
  await visit.end()
})

/** Runs a prompt's content as the playground would, and waits for its end unless it is to be seen running. */
async function run(path: string, content: PromptContent, isAwaited = true): Promise<Run> {
  const { id } = await createRun(product.address, {
    promptId: path.slice('/p/'.length),
    promptVersion: null,
    body: content.body,
    variants: content.columns.map(({ id, modelId, parameters }) => ({
      ...{ id, modelId, parameters },
      reasoning: content.reasoning,
    })),
    items: [{ values: content.values, reference: null }],
    samples: content.samples,
    topLogprobs: null,
    branch: null,
  })
  if (isAwaited)
    for await (const { event } of followRun(product.address, id)) if (event.type === 'run.status') break
  return product.getRun(id)
}

const open = async (path: string, options: VisitOptions = {}) => {
  visit = await product.visit({ ...options, path })
}
const outputs = (kind: string) => visit.page.getByRole('region', { name: `Outputs of Wren ${kind}` })
const main = () => visit.page.getByRole('main')
const textOf = (generation: Generation | undefined) =>
  generation?.steps.map(({ text }) => text).join('\n') ?? ''
const search = () => visit.page.getByRole('searchbox', { name: 'Search prompts and outputs' })
const rows = () => visit.page.locator('a[data-run]')
const hasCount = (found: Locator, count: number) => expect.poll(() => found.count()).toBe(count)

describe('a run that was made in the playground', () => {
  it('is found by its words, opened as it was, run again beside itself, and taken back', async () => {
    const content = sampleContent(tennisBalls)
    const path = await product.addPrompt('Zebra problem', content)
    await open(path)
    await visit.editor.waitFor()
    const made = await visit.runAll()
    await visit.waitForEnd()
    const recorded = await product.getRun(made.id)

    // By keyboard: the list, a search that finds this run alone, and into it.
    await visit.page.getByRole('link', { name: 'History', exact: true }).click()
    await rows().first().waitFor()
    await search().fill('zebra "tennis balls"')
    await expect.poll(() => new URL(visit.page.url()).searchParams.get('q')).toBe('zebra "tennis balls"')
    await hasCount(rows(), 1)
    await rows().first().focus()
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('heading', { name: 'What was asked' }).waitFor()
    expect(new URL(visit.page.url()).pathname).toBe(`/runs/${made.id}`)

    const asked = visit.page.getByRole('region', { name: 'What was asked' })
    expect(await asked.textContent()).toContain(content.body.text.template)
    for (const { name, value } of content.values) expect(await asked.textContent()).toContain(name + value)
    for (const generation of recorded.generations) {
      const shown = outputs(generation.modelKind)
      expect(await shown.locator('article > p').first().textContent()).toBe(textOf(generation).trim())
      await shown.getByText(/^What the model read and wrote/).click()
      expect(await shown.locator('details p.font-mono').first().textContent()).toBe(
        generation.steps[0]?.modelInput,
      )
      expect(await shown.textContent()).toContain(`Seed${generation.seed}`)
      expect(await shown.textContent()).toContain(generation.modelSha256?.slice(0, 12))
    }

    // The samples are greedy: the same comes out again.
    await visit.page.getByRole('button', { name: 'Run again' }).click()
    await visit.page.getByRole('heading', { name: 'Beside another run' }).waitFor()
    expect(new URL(visit.page.url()).searchParams.get('with')).toBe(made.id)
    await visit.page.getByText('Both asked the same').waitFor()
    for (const kind of kinds) await outputs(kind).getByText('Same text').waitFor()
    await visit.page.getByRole('button', { name: 'End comparison' }).click()
    await visit.page.getByRole('heading', { name: 'Outputs', exact: true }).waitFor()

    // The draft is edited meanwhile: it becomes a version before the run takes its place.
    await visit.page.goto(path)
    await visit.editor.waitFor()
    await visit.write('Prompt text', 'An edit that no version holds. {{balls}}')
    await visit.page.getByText('Saved', { exact: true }).first().waitFor()
    await visit.page.goto(`/runs/${made.id}`)
    await visit.page.getByRole('button', { name: 'Open in playground' }).click()
    await visit.page.getByRole('button', { name: 'Save the draft, then open' }).click()
    await visit.editor.waitFor()
    expect(await visit.read('Prompt text')).toContain('Roger has {{balls}} tennis balls.')
    await visit.openTab('Versions')
    await visit.page.getByText(/^Saved before opening the run of/).waitFor()
  })
})

describe('runs of one prompt that asked something different', () => {
  it('stand side by side, with the words that differ marked', async () => {
    const path = await product.addPrompt('Two ways', sampleContent(tennisBalls))
    await run(path, sampleContent(tennisBalls))
    const later = await run(path, reasoningContent())
    await open(`/runs/${later.id}`)
    await visit.page.getByRole('button', { name: 'Compare with…' }).click()
    const choices = visit.page.getByRole('dialog').getByRole('listitem')
    await hasCount(choices, 1)
    await choices.getByRole('button').click()
    await outputs('dialog').getByText('Different text').waitFor()
    expect(await outputs('dialog').locator('ins, del').count()).toBeGreaterThan(0)
    await visit.page.getByText('What was asked differs').click()
    await visit.page.locator('details ins', { hasText: 'zero' }).first().waitFor()
  })
})

describe('a run that goes on', () => {
  it('is written to its end before one’s eyes, and can be stopped', async () => {
    const path = await product.addPrompt('Long', longContent())
    const { id } = await run(path, longContent(), false)
    await product.holdHalfWay(id)
    await open(`/runs/${id}`)
    await visit.page.getByText('This run goes on.', { exact: false }).waitFor()
    const shown = outputs('base').locator('article').first()
    await shown.getByText('Writing').waitFor()
    const before = (await shown.textContent())?.length ?? 0
    product.letGo()
    await expect.poll(async () => (await shown.textContent())?.length ?? 0).toBeGreaterThan(before)
    await visit.page.getByRole('button', { name: 'Stop', exact: true }).click()
    await visit.page.getByText('This run goes on.', { exact: false }).waitFor({ state: 'detached' })
    const { generations } = await product.getRun(id)
    const first = generations.find(({ modelId, sampleIndex }) => modelId === 'wren-base' && sampleIndex === 0)
    expect(await shown.locator('p').first().textContent()).toBe(
      textOf(first).trim() || 'The model wrote nothing.',
    )
  })
})

describe('an address that leads to no run', () => {
  it('says so, and where to look', async () => {
    for (const id of ['01890000-0000-7000-8000-000000000009', 'nonsense']) {
      await open(`/runs/${id}`)
      await visit.page.getByRole('heading', { name: 'There is no such run' }).waitFor()
      await visit.page.getByRole('link', { name: 'Look for it in the history' }).click()
      await visit.page.getByRole('heading', { name: 'History' }).waitFor()
      if (id !== 'nonsense') await visit.end()
    }
  })
})

describe('the code of a column', () => {
  it('is copied as it is shown', async () => {
    await open(await product.addPrompt('Code', sampleContent(tennisBalls)))
    await visit.editor.waitFor()
    await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await visit.column('dialog').root.getByRole('button', { name: 'More for this column' }).click()
    await visit.page.getByRole('menuitem', { name: 'Get code' }).click()
    const dialog = visit.page.getByRole('dialog', { name: 'Get code' })
    await dialog.getByRole('combobox', { name: 'Language' }).click()
    await visit.page.getByRole('option', { name: 'TypeScript, fetch' }).click()
    const code = await dialog.getByRole('region', { name: 'Code in TypeScript, fetch' }).textContent()
    expect(code).toContain(`${product.address}/v1/chat/completions`)
    expect(code).toContain('Roger has 5 tennis balls.')
    await dialog.getByRole('button', { name: 'Copy code' }).click()
    await dialog.getByText('Copied').waitFor()
    expect(await visit.page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  })
})

describe('for axe-core, in both themes and languages, on laptops and phones', () => {
  const phone = { width: 390, height: 844 }
  const smallest = { width: 320, height: 640 }
  const visitors: VisitOptions[] = [
    { theme: 'light', language: 'en' },
    { theme: 'dark', language: 'zh-CN' },
    { theme: 'dark', language: 'en', viewport: phone },
    { theme: 'light', language: 'zh-CN', viewport: smallest },
  ]

  it.each(visitors)('nothing is wrong: %o', async (options) => {
    const path = await product.addPrompt('A prompt to look at', reasoningContent())
    const [first, second] = [await run(path, sampleContent(tennisBalls)), await run(path, reasoningContent())]
    const check = async (what: string) => {
      expect(await findAccessibilityProblems(visit.page), what).toEqual([])
      const overflowPx = await visit.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflowPx, what).toBe(0)
      const { viewport, theme, language } = options
      await takeScreenshot(visit.page, `${viewport?.width ?? 1440}-${theme}-${language}-${what}`)
    }
    await open('/history', options)
    await rows().first().waitFor()
    await check('history')
    await visit.page.goto(`/runs/${second.id}?with=${first.id}`)
    await main().locator('article').nth(5).waitFor()
    await check('runs-compared')
    await visit.page.goto(`/runs/${second.id}`)
    await main().locator('article').nth(2).waitFor()
    await visit.page.locator('article summary').first().click()
    await check('run')
    await visit.page.locator('main button:has(.lucide-code-xml)').first().click()
    await visit.page.locator('[role=dialog] pre').waitFor()
    await check('code')
  })
})
