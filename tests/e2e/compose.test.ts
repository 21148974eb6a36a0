import type { PromptContent } from '@trialogue/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type KeyFigures, measureKeys } from './measure-keys.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent, tennisBalls } from './prompts.ts'
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

const text = sampleContent(tennisBalls)
const data = sampleContent('Sentiment of a review')
const chat = sampleContent('What is my name?')
const written = (template: string): PromptContent => ({ ...text, body: { ...text.body, text: { template } } })

/** Opens a prompt of its own, and waits for the editor where there is one. */
async function open(content: PromptContent, options: VisitOptions = {}): Promise<Page> {
  visit = await product.visit({ path: await product.addPrompt('A test', content), ...options })
  if (options.viewport === undefined) await visit.editor.waitFor()
  return visit.page
}

const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)
/** What stands in the boxes that Monaco opens. */
const suggestions = (page: Page) => page.locator('.suggest-widget.visible .monaco-list-row')
const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => visit.page.keyboard.press(key)), Promise.resolve())
const button = (name: string) => visit.page.getByRole('button', { name, exact: true })
const menuItem = (name: string | RegExp) => visit.page.getByRole('menuitem', { name })
/** What a variable's field holds. */
const valueFor = (name: string) => visit.field(`Value of ${name}`).inputValue()

/** Puts a text on the clipboard and into what has the focus, as Ctrl+V does. */
async function paste(page: Page, clipboard: string): Promise<void> {
  await page.evaluate((value) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', value)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, clipboard)
}

function report(what: string, { p95Ms, worstMs, clockP95Ms, count }: KeyFigures): void {
  const [p95, worst, clock] = [p95Ms, worstMs, clockP95Ms].map((ms) => ms.toFixed(1))
  process.stdout.write(
    `${what}: p95 ${p95} ms, worst ${worst} ms of processor time (${clock} ms by the clock), ${count} keys\n`,
  )
}

describe('the editor', () => {
  it('completes variables after {{, shows their values, and takes new ones', async () => {
    const page = await open(text)
    await visit.field('Prompt text').focus()
    await press('ControlOrMeta+End')
    await page.keyboard.type(' {{')
    await suggestions(page).first().waitFor()
    expect(await suggestions(page).allTextContents()).toEqual(['balls5', 'cans2', 'perCan3'])
    await page.keyboard.type('can')
    await expect
      .poll(() => suggestions(page).allTextContents())
      .toEqual(['cans2', 'canNew variable', 'perCan3'])
    await press('Enter')
    expect(await visit.read('Prompt text')).toMatch(/now\? \{\{cans\}\}$/)

    await page.keyboard.type(' {{who')
    await suggestions(page).filter({ hasText: 'New variable' }).waitFor()
    await press('Tab')
    await visit.field('Value of who').waitFor()
    expect(await visit.read('Prompt text')).toMatch(/\{\{cans\}\} \{\{who\}\}$/)
    await page.getByText('1 has no value').waitFor()

    await page.locator('.view-line .template-variable').first().hover()
    await page.locator('.monaco-hover:visible').getByText('5', { exact: true }).waitFor()
    // What was typed comes back word by word.
    await press('ControlOrMeta+Z', 'ControlOrMeta+Z', 'ControlOrMeta+Z')
    expect(await visit.read('Prompt text')).not.toContain('{{who}}')
  })

  it('renames a variable everywhere by F2, and one undo takes it back', async () => {
    const page = await open({ ...text, body: { ...text.body, system: 'At most {{balls}} words.' } })
    await visit.field('Prompt text').focus()
    await press('ControlOrMeta+Home')
    for (let steps = 0; steps < 14; steps += 1) await press('ArrowRight')
    await press('F2')
    const dialog = page.getByRole('dialog', { name: 'Rename balls' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('cans')
    await dialog.getByText('There is a variable cans already.').waitFor()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('count')
    await press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await visit.read('Prompt text')).toContain('Roger has {{count}} tennis balls')
    expect(await valueFor('count')).toBe('5')
    await page.getByText('At most {{count}} words.').waitFor()

    await visit.field('Value of count').focus()
    await press('ControlOrMeta+Z')
    expect(await visit.read('Prompt text')).toContain('Roger has {{balls}} tennis balls')
    expect(await valueFor('balls')).toBe('5')
    await page.getByText('At most {{balls}} words.').waitFor()
  })

  it('makes a variable of what is selected, from its menu too', async () => {
    const page = await open(text)
    await page.locator('.view-line').getByText('tennis', { exact: false }).first().waitFor()
    await visit.field('Prompt text').focus()
    await press('ControlOrMeta+Home', 'Shift+ControlOrMeta+ArrowRight')
    await page.keyboard.press('Shift+F10')
    // By keys: the editor's menu takes no click in its first 100 ms.
    await page.getByRole('menuitem', { name: 'Make variable…' }).waitFor()
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
    const dialog = page.getByRole('dialog', { name: 'Make variable' })
    expect(await dialog.getByRole('textbox', { name: 'Its value' }).inputValue()).toBe('Roger')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('who')
    await press('Enter')
    expect(await visit.read('Prompt text')).toMatch(/^\{\{who\}\} has/)
    expect(await valueFor('who')).toBe('Roger')
    // The cursor goes on behind it.
    await page.keyboard.type('!')
    expect(await visit.read('Prompt text')).toMatch(/^\{\{who\}\}! has/)
  })

  it('finds and replaces, and Tab leaves it unless Ctrl+M lets it write', async () => {
    const page = await open(text)
    await visit.field('Prompt text').focus()
    await press('ControlOrMeta+H')
    await page.keyboard.type('tennis balls')
    await page.getByRole('textbox', { name: 'Replace' }).fill('marbles')
    await press('ControlOrMeta+Alt+Enter', 'Escape')
    expect(await visit.read('Prompt text')).not.toContain('tennis')

    await page.getByText('Tab leaves the editor.').waitFor()
    await press('Control+M')
    await page.getByText('Tab writes a tab.').waitFor()
    await press('ControlOrMeta+Home', 'Tab')
    expect(await isFocused(visit.field('Prompt text'))).toBe(true)
    expect(await visit.read('Prompt text')).toMatch(/^ Roger/)
    await press('Control+M', 'Tab')
    expect(await isFocused(visit.field('Prompt text'))).toBe(false)
  })

  it('says what is wrong, and shows what cannot be seen', async () => {
    const page = await open(written('Hi {{name and\n{{two words}}, zero\u200bwidth \u202eturned'))
    await page.getByText('has no partner.').waitFor()
    await page.locator('.view-line .template-hidden-code', { hasText: 'U+200B' }).waitFor()
    await page.getByText('2 hidden characters:').waitFor()
    await page.getByText('zero-width space (U+200B) in line 2, column 20.').waitFor()
    await button('Remove').click()
    await page.getByText('2 hidden characters:').waitFor({ state: 'detached' })
    expect(await visit.read('Prompt text')).toContain('zerowidth turned')
  })

  it('takes keys in time with a prompt of 20,000 characters', async () => {
    const page = await open(
      written(`${'{{balls}} in a paragraph of words. '.repeat(11).slice(0, 398)}\n\n`.repeat(50)),
    )
    await visit.field('Prompt text').focus()
    await press('ControlOrMeta+End')
    const figures = await measureKeys(page, 'The quick brown fox jumps over it. '.repeat(3))
    report('typing with 20,000 characters', figures)
    // The budget is 16 ms on a machine that does nothing else.
    expect(figures.p95Ms).toBeLessThan(25)
  })
})

describe('variables', () => {
  it('take files, keep what is unused until it is removed, and an answer is expected of them', async () => {
    const page = await open({ ...text, values: [...text.values, { name: 'old', value: 'left over' }] })
    const choose = async (name: string, body: string) => {
      await button('Actions for balls').click()
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        menuItem('Load from file…').click(),
      ])
      await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) })
    }
    await choose('lines.txt', 'one\r\ntwo')
    await expect.poll(() => valueFor('balls')).toBe('one\ntwo')
    await choose('long.md', 'x'.repeat(200_001))
    await page.getByRole('alert').getByText('larger than 200 kB').waitFor()

    await button('Remove old').click()
    await page.getByText('Removed old.').waitFor()
    await button('Undo').click()
    await button('Remove old').waitFor()
    await visit.field('Expected answer (optional)').fill('11')
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.reload()
    await expect.poll(() => visit.field('Expected answer (optional)').inputValue()).toBe('11')
  })
})

describe('the table of examples', () => {
  const cell = (header: string, row: number) => visit.field(`${header}, example ${row}`)

  it('is filled by keyboard and from a spreadsheet', async () => {
    const page = await open(data)
    await cell('Review', 4).focus()
    await press('ControlOrMeta+End', 'ArrowRight', 'Enter')
    expect(await isFocused(cell('Review', 5))).toBe(true)
    await page.keyboard.type('Fine.')
    await press('Tab')
    await page.keyboard.type('positive')
    await press('ArrowUp')
    expect(await isFocused(cell('Sentiment', 4))).toBe(true)

    await cell('Review', 5).focus()
    await press('Enter')
    await paste(page, 'Text\tLabel\n"Good,\nvery good"\tpositive\nBad\tnegative')
    await page.getByText('The first one looks like headers: Text, Label.').waitFor()
    await button('Use as headers').click()
    expect(await cell('Text', 6).inputValue()).toBe('Good,\nvery good')
    expect(await cell('Label', 7).inputValue()).toBe('negative')
    await press('ControlOrMeta+Z', 'ControlOrMeta+Z')
    expect(await cell('Review', 5).inputValue()).toBe('Fine.')
  })

  it('moves, doubles, switches off and deletes rows and columns', async () => {
    const page = await open(data)
    const first = await cell('Review', 1).inputValue()
    await cell('Review', 1).focus()
    await press('ControlOrMeta+Shift+ArrowDown')
    expect(await cell('Review', 2).inputValue()).toBe(first)
    expect(await isFocused(cell('Review', 2))).toBe(true)
    await button('Actions for example 2').click()
    await menuItem('Duplicate').click()
    await page.getByText('5 examples').waitFor()
    await page.getByRole('checkbox', { name: 'Use example 3' }).uncheck()
    await page.getByText('1 off').waitFor()
    await button('Actions for example 3').click()
    await menuItem('Delete').click()
    await page.getByText('Deleted example 3.').waitFor()
    await button('Undo').click()
    await page.getByText('5 examples · 1 off').waitFor()

    await button('Actions for the table').click()
    await menuItem('Add input column').click()
    await visit.field('Header of input 2').fill('Stars')
    await cell('Stars', 1).fill('5')
    await button('Delete the column “Review”').click()
    expect(await cell('Stars', 1).inputValue()).toBe('5')
    await button('Undo').click()
    expect(await cell('Review', 2).inputValue()).toBe(first)
  })

  it('imports and exports files, and stays fluid with 200 rows', async () => {
    const page = await open(data)
    const rows = Array.from({ length: 196 }, (_, row) => `{"text":"Review ${row}","label":"positive"}`)
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Import…').click()])
    await chooser.setFiles({ name: 'a.jsonl', mimeType: 'text/plain', buffer: Buffer.from(rows.join('\n')) })
    const dialog = page.getByRole('dialog', { name: 'Import examples' })
    await dialog.getByText('Review 0 · Review 1').waitFor()
    expect(await findAccessibilityProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Add 196 examples' }).click()
    await page.getByText('200 examples').waitFor()

    await cell('Review', 100).focus()
    const figures = await measureKeys(page, 'A word more, and another. ')
    report('typing in a table of 200 rows', figures)
    expect(figures.p95Ms).toBeLessThan(60)

    await button('Actions for the table').click()
    const [download] = await Promise.all([page.waitForEvent('download'), menuItem('Export CSV').click()])
    expect(download.suggestedFilename()).toBe('examples.csv')
  })
})

describe('a chat', () => {
  it('branches, leafs through branches and runs again from a turn', async () => {
    const page = await open(chat)
    await button('Actions for turn 3').click()
    await menuItem(/^Branch/).click()
    await visit.write('Turn 3', 'I am Ada now.')
    await page.getByText('2/2').waitFor()
    await button('Add turn').click()
    await page.keyboard.type('Hello Ada!')
    await button('Previous branch').click()
    expect(await visit.read('Turn 5')).toBe('What is my name?')
    await button('Next branch').click()
    expect(await visit.read('Turn 4')).toBe('Hello Ada!')

    await visit.button(/^Rerun from turn 4;/).click()
    await page.getByText('A new branch: nothing is said on it yet.').waitFor()
    await visit.waitForEnd()
    await button('Previous branch').last().click()
    expect(await visit.read('Turn 4')).toBe('Hello Ada!')
    await button('Actions for turn 4').click()
    await menuItem('Delete this turn').click()
    await page.getByText('Deleted turn 4.').waitFor()
    await press('ControlOrMeta+Z')
    expect(await visit.read('Turn 4')).toBe('Hello Ada!')
  })
})

describe('by keyboard alone', () => {
  it('a prompt is written, filled and taken back', async () => {
    const page = await open(written(''))
    const tabTo = async (locator: Locator) => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await isFocused(locator)) return
        await press('Tab')
      }
      throw new Error(`60 times Tab did not lead to ${locator}.`)
    }
    await tabTo(page.getByText('System', { exact: true }).locator('xpath=..'))
    await press('Enter')
    await tabTo(visit.field('System text'))
    await page.keyboard.type('Be kind.')
    await tabTo(visit.field('Prompt text'))
    await page.keyboard.type('Greet {{guest')
    await suggestions(page).first().waitFor()
    await press('Enter')
    await page.keyboard.type('.')
    await tabTo(visit.field('Value of guest'))
    await page.keyboard.type('Mia')
    await press('F2')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('who')
    await press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await visit.read('Prompt text')).toBe('Greet {{who}}.')
    expect(await valueFor('who')).toBe('Mia')
    await tabTo(visit.field('Expected answer (optional)'))
    await page.keyboard.type('Hello Mia!')
    for (let steps = 0; steps < 30; steps += 1) await press('ControlOrMeta+Z')
    expect(await visit.read('System text')).toBe('')
    for (let steps = 0; steps < 30; steps += 1) await press('ControlOrMeta+Y')
    expect(await visit.read('Prompt text')).toBe('Greet {{who}}.')
    expect(await visit.field('Expected answer (optional)').inputValue()).toBe('Hello Mia!')
  })
})

const contents = { text: written('Hi {{name}}, zero\u200bwidth {{two words}}.'), data, chat }
const screens = { laptop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

const looks = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'zh-CN' },
] as const

describe.each(looks)('in the $theme theme, $language', ({ theme, language }) => {
  it.each(Object.entries(contents))('nothing is wrong for axe-core in a %s prompt', async (type, content) => {
    for (const [screen, viewport] of Object.entries(screens)) {
      if (screen === 'phone') await visit.end()
      await open(content, { theme, language, viewport })
      await visit.page.locator('[data-place^="body."]').first().waitFor()
      if (screen === 'laptop') await visit.editor.waitFor()
      await takeScreenshot(visit.page, `compose-${type}-${screen}-${theme}`)
      expect(await findAccessibilityProblems(visit.page), screen).toEqual([])
      const overflow = await visit.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, screen).toBe(0)
      expect(visit.problems, screen).toEqual([])
    }
  })
})
