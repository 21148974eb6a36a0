import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
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

async function open(options: VisitOptions = {}, content = sampleContent(tennisBalls)): Promise<void> {
  visit = await product.visit({ path: await product.addPrompt('A test', content), ...options })
}

const columnNames = () =>
  visit.page
    .locator('[data-column-id]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))

describe('a family', () => {
  it('is asked at once: a column for each kind, the first one’s parameters for all', async () => {
    const content = sampleContent(tennisBalls)
    const [base] = content.columns
    if (base === undefined) throw new Error('The sample has no column.')
    const only = { ...base, parameters: { ...base.parameters, maxTokens: 12 } }
    await open({}, { ...content, columns: [only] })
    await expect.poll(columnNames).toEqual(['Column 1: Wren base'])
    await visit.button('Family').click()
    await visit.page.getByRole('menuitemcheckbox', { name: /^Wren/ }).click()
    await expect
      .poll(columnNames)
      .toEqual(['Column 1: Wren base', 'Column 2: Wren instruct', 'Column 3: Wren dialog'])

    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    expect(generations.map(({ parameters }) => parameters.maxTokens)).toEqual([12, 12, 12])
    // One intent, each in its native form.
    const inputs = new Map(generations.map(({ modelKind, steps }) => [modelKind, steps[0]?.modelInput ?? '']))
    expect(inputs.get('base')).toMatch(/Q: Roger has 5 tennis balls.*\nA:$/s)
    expect(inputs.get('dialog')).toMatch(/<\|user\|>Roger has 5 tennis balls.*<\|assistant\|>$/s)
  })
})

describe('the renderings', () => {
  it('stand side by side, what each kind’s form adds marked, special tokens boxed', async () => {
    await open()
    await visit.button('Compare renderings').click()
    const dialog = visit.page.getByRole('dialog', { name: 'One prompt, as each Wren reads it' })
    const read = (kind: string) => dialog.getByRole('region', { name: `What Wren ${kind} reads` })
    for (const kind of ['base', 'instruct', 'dialog']) {
      await read(kind).getByText('Roger has 5 tennis balls', { exact: false }).waitFor()
      await read(kind)
        .getByText(/^\d+ tokens$/)
        .waitFor()
    }
    expect(await read('base').locator('mark').allTextContents()).toEqual(['Q: ', '\nA:'])
    expect(await read('dialog').locator('mark').count()).toBe(0)
    expect(await read('dialog').getByTitle('special token, stands for no text').allTextContents()).toEqual([
      '<|bos|>',
      '<|user|>',
      '<|end|>',
      '<|assistant|>',
    ])
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await takeScreenshot(visit.page, '1440-light-renderings')
  })

  it('say what is missing instead', async () => {
    await open({}, sampleContent(tennisBalls, { values: [] }))
    await visit.button('Compare renderings').click()
    const dialog = visit.page.getByRole('dialog', { name: /^One prompt/ })
    await dialog.getByText('No value yet for balls, cans, perCan.', { exact: false }).first().waitFor()
  })

  it.each(['light', 'dark'] as const)('fit a phone, in Chinese, %s', async (theme) => {
    await open({ viewport: { width: 390, height: 844 }, language: 'zh-CN', theme })
    await visit.page.getByRole('navigation').getByRole('button', { name: '结果' }).click()
    await visit.button('对照渲染结果').click()
    const dialog = visit.page.getByRole('dialog', { name: '同一份提示词，Wren 各类模型各读到什么' })
    await dialog.getByRole('region', { name: 'Wren dialog 读到的内容' }).getByText('tennis balls').waitFor()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await takeScreenshot(visit.page, `390-${theme}-chinese-renderings`)
  })
})

describe('what a kind of model is', () => {
  it.each([
    ['en', 'Base: what this kind of model does', 'A base model goes on with a text.'],
    ['zh-CN', '基座：这类模型会做什么', '基座模型只会把文本接着写下去'],
  ] as const)(
    'is explained where a newcomer would ask, by keyboard too (%s)',
    async (language, name, words) => {
      await open({ language })
      const chip = visit.button(name)
      await chip.focus()
      await visit.page.keyboard.press('Enter')
      const guide = visit.page.getByRole('dialog', { name })
      await guide.getByText(words, { exact: false }).waitFor()
      expect(await findAccessibilityProblems(visit.page)).toEqual([])
      await visit.page.keyboard.press('Escape')
      await guide.waitFor({ state: 'detached' })
      expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true)
    },
  )
})
