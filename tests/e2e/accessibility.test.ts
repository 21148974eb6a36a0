import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type Product, sampleContent, startProduct } from './product.ts'
import type { Visit, VisitOptions } from './visit.ts'

const tennisBalls = "Roger's tennis balls"
const visitors: readonly VisitOptions[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
]

let product: Product

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

async function open(options: VisitOptions, content = sampleContent(tennisBalls)): Promise<Visit> {
  const path = await product.addPrompt('A test', content)
  const visit = await product.visit({ ...options, path })
  await visit.editor.waitFor()
  return visit
}

/** Runs whatever the language is: by the shortcut. Answers are extracted, so their headings tell the end. */
async function runByShortcut({ page }: Visit): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Enter')
  for (const index of [0, 1, 2]) await page.locator('[data-column-id] h3').nth(index).waitFor()
}

describe.each(visitors)('for axe-core, $theme theme, $language', (options) => {
  it('nothing is wrong before and after a run', async () => {
    const content = sampleContent(tennisBalls)
    const reasoning = { ...content.reasoning, strategy: 'zero-shot' as const }
    const visit = await open(options, { ...content, reasoning })
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await runByShortcut(visit)
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await visit.end()
  })
})

describe.each(['light', 'dark'] as const)('for axe-core, %s theme', (theme) => {
  it('nothing is wrong with what opens above the page', async () => {
    const visit = await open({ theme })
    await visit.saveVersion('First')
    await visit.write('Prompt text', 'Say hello to {{name}}.')

    await visit
      .column('base')
      .root.getByRole('button', { name: /^Parameters/ })
      .click()
    await visit.page.getByRole('dialog', { name: 'Parameters of Wren base' }).waitFor()
    expect(await findAccessibilityProblems(visit.page), 'parameters').toEqual([])
    await visit.page.keyboard.press('Escape')

    await visit.button('Save version').click()
    await visit.page.getByRole('dialog', { name: 'Save version' }).waitFor()
    expect(await findAccessibilityProblems(visit.page), 'save').toEqual([])
    await visit.page.keyboard.press('Escape')

    await visit.openTab('Versions')
    expect(await findAccessibilityProblems(visit.page), 'versions').toEqual([])
    await visit.button('Compare version 1 with the draft').click()
    await visit.page.locator('[data-editor="monaco-diff"] .view-line').first().waitFor()
    expect(await findAccessibilityProblems(visit.page), 'comparison').toEqual([])
    await visit.end()
  })
})

describe.each([
  ['data', 'Word problems from worked examples'],
  ['chat', 'What is my name?'],
])('for axe-core, a %s prompt', (_, sample) => {
  it('has nothing wrong, on a phone neither', async () => {
    const path = await product.addPrompt(sample, sampleContent(sample))
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const visit = await product.visit({ path, viewport })
      expect(await findAccessibilityProblems(visit.page), `${viewport.width} px`).toEqual([])
      await visit.end()
    }
  })
})

describe('by keyboard alone', () => {
  const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)

  /** Presses Tab until the element has the focus; a trap on the way is found by the limit. */
  async function tabTo(visit: Visit, locator: Locator): Promise<void> {
    for (let presses = 0; presses < 100; presses += 1) {
      if (await isFocused(locator)) return
      await visit.page.keyboard.press('Tab')
    }
    throw new Error(`100 times Tab did not lead to ${locator}.`)
  }

  it('a prompt is written, run, stopped and saved', async () => {
    const content = sampleContent(tennisBalls, { samples: 8 })
    const columns = content.columns.map((column) => ({
      ...column,
      parameters: { ...column.parameters, temperature: 2, maxTokens: 400 },
    }))
    const visit = await open({}, { ...content, columns })
    await visit.page.keyboard.press('Tab')
    expect(await isFocused(visit.page.getByRole('link', { name: 'Skip to the prompt' }))).toBe(true)

    await tabTo(visit, visit.field('Prompt text'))
    await visit.page.keyboard.press('ControlOrMeta+A')
    await visit.page.keyboard.type('Tell me about {{balls}} balls.')
    expect(await visit.read('Prompt text')).toBe('Tell me about {{balls}} balls.')

    await tabTo(visit, visit.button(/^Run all/))
    await visit.page.keyboard.press('Enter')
    await visit.button(/^Stop/).waitFor()
    await visit.page.keyboard.press('Escape')
    await visit.button(/^Run all/).waitFor()

    await visit.page.keyboard.press('ControlOrMeta+S')
    const dialog = visit.page.getByRole('dialog', { name: 'Save version' })
    await dialog.waitFor()
    expect(await isFocused(dialog.getByRole('textbox', { name: 'What changed' }))).toBe(true)
    await visit.page.keyboard.type('By keyboard')
    await visit.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await visit.page.getByRole('banner').getByText('v1', { exact: true }).waitFor()
    expect(visit.problems).toEqual([])
    await visit.end()
  })
})
