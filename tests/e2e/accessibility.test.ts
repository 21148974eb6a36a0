import type { PromptContent } from '@trialogue/contract'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type Product, startProduct } from './product.ts'
import { longContent, reasoningContent, sampleContent } from './prompts.ts'
import type { Visit, VisitOptions } from './visit.ts'

const visitors = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
] as const

let product: Product

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

async function open(options: VisitOptions, content: PromptContent): Promise<Visit> {
  const path = await product.addPrompt('A test', content)
  const visit = await product.visit({ ...options, path })
  await visit.editor.waitFor()
  return visit
}

const words = {
  en: { parameters: /^Parameters/, versions: 'Versions', compare: /^Compare version 1/ },
  'zh-CN': { parameters: /^参数/, versions: '版本', compare: /^将第 1 版/ },
}

describe.each(visitors)('for axe-core, $theme theme, $language', ({ theme, language }) => {
  const { parameters, versions, compare } = words[language]
  let visit: Visit
  const check = async (what: string) => expect(await findAccessibilityProblems(visit.page), what).toEqual([])

  it('nothing is wrong before a run, after it, and with what opens above the page', async () => {
    visit = await open({ theme, language }, reasoningContent())
    const { page } = visit
    await check('before a run')
    await page.keyboard.press('ControlOrMeta+Enter')
    // The headings above the answers.
    for (const index of [0, 1, 2]) await page.locator('[data-column-id] h3').nth(index).waitFor()
    await check('after a run')

    await page.getByRole('button', { name: parameters }).first().click()
    await page.getByRole('dialog').waitFor()
    await check('parameters')
    await page.keyboard.press('Escape')

    await page.keyboard.press('ControlOrMeta+S')
    await page.getByRole('dialog').waitFor()
    await check('save')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await page.locator('[data-editor="monaco"]').click()
    await page.keyboard.insertText('{{two words}} {{name}} ')
    await page.getByText('{{two words}}', { exact: true }).waitFor()
    await check('a template that is not right')
    await page.getByRole('tab', { name: versions, exact: true }).click()
    await page.getByRole('button', { name: compare }).click()
    await page.locator('[data-editor="monaco-diff"] .line-insert').first().waitFor()
    await check('comparison')
    expect(visit.problems).toEqual([])
    await visit.end()
  })
})

/** A dozen screens one after the other, each looked at as a whole. */
const tourMs = 120_000

const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

describe.each(visitors)('for axe-core on every screen, $theme theme, $language', ({ theme, language }) => {
  it.each(widths)('nothing is wrong at $width px', { timeout: tourMs }, async (viewport) => {
    const path = await product.addPrompt('A test', sampleContent('What is my name?'))
    const writer = await product.visit({ path })
    await writer.saveVersion('One')
    await writer.field('Value of name').fill('Ada')
    await writer.saveVersion('Two')
    await writer.end()

    const visit = await product.visit({ theme, language, viewport, path })
    const { page } = visit
    const check = async (what: string) =>
      expect(await findAccessibilityProblems(page), `${what} at ${viewport.width} px`).toEqual([])
    const screens = [
      `${path}?tab=versions`,
      `${path}?v=1`,
      `${path}?v=2&cmp=1`,
      `${path}?v=9`,
      '/gallery',
      '/history',
      '/settings',
      '/nowhere',
    ]
    for (const screen of screens) {
      await page.goto(screen)
      await page.getByRole(screen.includes('v=') ? 'dialog' : 'main').waitFor()
      // What comes after the frame of a page: its list, its texts.
      await page.waitForLoadState('networkidle')
      await check(screen)
    }
    await page.goto(`${path}?tab=versions`)
    await page.getByRole('listitem').filter({ hasText: 'v1' }).getByRole('button').last().click()
    await check('the menu of a version')
    await page.getByRole('menuitem').nth(2).click()
    await page.getByRole('dialog').waitFor()
    await check('labels')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+K')
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    await check('the command palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+/')
    await page.getByRole('dialog').getByRole('table').waitFor()
    await check('the list of shortcuts')
    expect(visit.problems).toEqual([])
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

  it('what has the focus is never hidden', async () => {
    const visit = await open({ viewport: { width: 1024, height: 600 } }, reasoningContent())
    const hidden: string[] = []
    for (let presses = 0; presses < 60; presses += 1) {
      await visit.page.keyboard.press('Tab')
      const name = await visit.page.evaluate(async () => {
        const focused = document.activeElement
        if (focused === null || focused === document.body) return null
        // Monaco's text field has no size, what it draws has.
        const element = focused.closest('.monaco-editor') ?? focused
        const isSeen = () => {
          const { left, top, width, height } = element.getBoundingClientRect()
          // A large one may be in sight in part: what must be seen is where it begins.
          const x = Math.max(0, Math.min(left + width / 2, left + 40))
          const y = Math.max(0, Math.min(top + height / 2, top + 12))
          const seen = document.elementFromPoint(x, y)
          return seen !== null && (element.contains(seen) || seen.contains(element))
        }
        // Scrolling it into sight takes some frames.
        for (let frames = 0; frames < 60; frames += 1) {
          if (isSeen()) return null
          await new Promise(requestAnimationFrame)
        }
        return element.outerHTML.slice(0, 200)
      })
      if (name !== null) hidden.push(name)
    }
    expect(hidden).toEqual([])
    await visit.end()
  })

  it('a prompt is written, run, stopped and saved', async () => {
    const visit = await open({}, longContent())
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
    await visit.page.locator('button:focus', { hasText: 'Run all' }).waitFor()
    expect(visit.problems).toEqual([])
    await visit.end()
  })
})
