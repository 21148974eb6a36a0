import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds } from './playground.ts'
import { type Product, startProduct } from './product.ts'
import { sampleContent } from './prompts.ts'
import { takeScreenshot, updateDocumentedScreenshot } from './screenshots.ts'
import type { Visit, VisitOptions } from './visit.ts'

const themes = ['light', 'dark'] as const
const phone = { width: 390, height: 844 }
const smallest = { width: 320, height: 640 }

let product: Product
/** A prompt that was saved, edited, saved again and run with chain-of-thought. */
let path = ''

const shorter =
  'Roger has {{balls}} tennis balls. He buys {{cans}} cans of {{perCan}} balls each. How many does he have now?'

beforeAll(async () => {
  product = await startProduct()
  path = await product.addPrompt("Roger's tennis balls", sampleContent("Roger's tennis balls"))
  await look({}, async (visit) => {
    await visit.saveVersion('The word problem of Wei et al. 2022, its numbers as variables')
    await visit.write('Prompt text', shorter)
    await visit.chooseStrategy('Zero-shot')
    await visit.saveVersion('Let the models think first')
    await visit.runAll()
    await visit.waitForEnd()
  })
})
afterAll(() => product.end())

/** Visits the prompt and waits until the editor and the outputs stand. */
async function look(options: VisitOptions, act: (visit: Visit) => Promise<void>): Promise<void> {
  const visit = await product.visit({ path, ...options })
  if (options.viewport === undefined) await visit.editor.waitFor()
  await act(visit)
  expect(visit.problems).toEqual([])
  await visit.end()
}

/** The heading above each extracted answer, whatever the language. */
const answers = ({ page }: Visit) => page.locator('[data-column-id] h3')

async function waitForAnswers(visit: Visit): Promise<void> {
  await Promise.all(kinds.map((_, index) => answers(visit).nth(index).waitFor()))
}

const overflowPx = ({ page }: Visit) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.each(themes)('in the %s theme', (theme) => {
  it('a laptop shows prompt and models side by side, in line', () =>
    look({ theme }, async (visit) => {
      await waitForAnswers(visit)
      for (const kind of kinds) {
        await visit
          .column(kind)
          .output.getByRole('button', { name: /^Reasoning/ })
          .click()
      }
      await visit.page.mouse.move(0, 0)
      await takeScreenshot(visit.page, `1440-${theme}`)
      if (theme === 'light') await updateDocumentedScreenshot(visit.page, 'playground')
      for (const part of ['header', '[role="tablist"]', 'dl']) {
        const boxes = await Promise.all(
          kinds.map((kind) => visit.column(kind).root.locator(part).first().boundingBox()),
        )
        expect(new Set(boxes.map((box) => box?.y)).size, `top of ${part}`).toBe(1)
        expect(new Set(boxes.map((box) => box?.height)).size, `height of ${part}`).toBe(1)
      }
    }))

  it('a small laptop has room for all of it', () =>
    look({ theme, viewport: { width: 1024, height: 768 } }, async (visit) => {
      await waitForAnswers(visit)
      await takeScreenshot(visit.page, `1024-${theme}`)
      expect(await overflowPx(visit)).toBe(0)
    }))

  it('a phone shows one part at a time', () =>
    look({ theme, viewport: phone }, async (visit) => {
      await visit.field('Prompt text').waitFor()
      for (const part of ['Compose', 'Run', 'Results']) {
        await visit.page.getByRole('navigation').getByRole('button', { name: part }).click()
        if (part === 'Results') await answers(visit).first().waitFor()
        await takeScreenshot(visit.page, `390-${theme}-${part.toLowerCase()}`)
        expect(await overflowPx(visit), part).toBe(0)
      }
    }))

  it('the versions, their comparison and the parameters', () =>
    look({ theme }, async (visit) => {
      await visit.openTab('Versions')
      await visit.button('Compare version 2 with the one it came from').click()
      await visit.page.locator('[data-editor="monaco-diff"] .char-insert').first().waitFor()
      await takeScreenshot(visit.page, `1440-${theme}-diff`)
      await visit.page.keyboard.press('Escape')
      await visit
        .column('base')
        .root.getByRole('button', { name: /^Parameters/ })
        .click()
      await visit.page.getByRole('dialog', { name: 'Parameters of Wren base' }).waitFor()
      await takeScreenshot(visit.page, `1440-${theme}-parameters`)
    }))
})

describe('in Chinese', () => {
  it('a laptop shows prompt and models side by side', () =>
    look({ language: 'zh-CN' }, async (visit) => {
      await waitForAnswers(visit)
      await takeScreenshot(visit.page, '1440-light-chinese')
      expect(await visit.page.locator('html').getAttribute('lang')).toBe('zh-CN')
      expect(await overflowPx(visit)).toBe(0)
    }))
})

describe('the smallest screen', () => {
  it('never scrolls sideways', () =>
    look({ viewport: smallest }, async (visit) => {
      for (const type of ['Data', 'Chat', 'Text']) {
        await visit.choice('Prompt type', type).click()
        expect(await overflowPx(visit), type).toBe(0)
      }
      await takeScreenshot(visit.page, '320-light-compose')
      await visit.openTab('Versions')
      expect(await overflowPx(visit), 'Versions').toBe(0)
      await visit.page.getByRole('navigation').getByRole('button', { name: 'Results' }).click()
      await answers(visit).first().waitFor()
      expect(await overflowPx(visit), 'Results').toBe(0)
      await takeScreenshot(visit.page, '320-light-results')
      // All of the output can be brought in sight, however little room there is.
      const { output } = visit.column('base')
      expect(await output.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0)
      await answers(visit).first().scrollIntoViewIfNeeded()
      await takeScreenshot(visit.page, '320-light-results-scrolled')
    }))
})

describe('the other types of prompt', () => {
  it.each([
    ['data', 'Word problems from worked examples'],
    ['chat', 'What is my name?'],
  ])('%s', async (type, sample) => {
    const other = await product.addPrompt(sample, sampleContent(sample))
    const visit = await product.visit({ path: other })
    await visit.runAll()
    await visit.waitForEnd()
    await takeScreenshot(visit.page, `1440-light-${type}`)
    expect(visit.problems).toEqual([])
    await visit.end()
  })
})
