import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { type Product, startProduct } from './product.ts'
import { takeScreenshot } from './screenshots.ts'

let product: Product

beforeEach(async () => {
  product = await startProduct()
})
afterEach(() => product.end())

describe('the tests', () => {
  it('measure what chain-of-thought does on the bundled word problems, and another browser sees it', async () => {
    const visit = await product.visit({ path: '/tests?tab=datasets' })
    const { page } = visit
    await page.getByRole('main').getByRole('button', { name: /^Add/ }).last().click()
    await page.getByRole('button', { name: 'Measure chain-of-thought' }).waitFor()
    await page.getByText('500 rows').waitFor()
    await takeScreenshot(page, 'tests-dataset')
    expect(await findAccessibilityProblems(page), 'a data set').toEqual([])

    await page.getByRole('button', { name: 'Measure chain-of-thought' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('spinbutton').or(dialog.getByLabel('Cases of each slice')).first().fill('2')
    expect(await findAccessibilityProblems(page), 'the dialog').toEqual([])
    await dialog.getByRole('button', { name: 'Measure' }).click()
    await page.waitForURL(/experiment=/)

    const other = await product.visit({
      path: new URL(page.url()).pathname + new URL(page.url()).search,
      theme: 'dark',
      language: 'zh-CN',
    })
    for (const one of [page, other.page]) await one.getByText('20/20').waitFor()
    for (const one of [page, other.page])
      await one
        .getByText(/McNemar/)
        .first()
        .waitFor()
    await takeScreenshot(page, 'tests-results')
    await takeScreenshot(other.page, 'tests-results-dark-zh-CN')
    for (const one of [page, other.page]) {
      expect(await findAccessibilityProblems(one), 'the results').toEqual([])
    }
    await page
      .getByRole('tab', { name: 'Cases' })
      .or(page.getByRole('link', { name: 'Cases' }))
      .first()
      .click()
    await page.getByRole('grid').or(page.getByRole('table')).first().waitFor()
    await takeScreenshot(page, 'tests-cases')
    expect(await findAccessibilityProblems(page), 'the cases').toEqual([])
    expect([...visit.problems, ...other.problems]).toEqual([])
    await other.end()
    await visit.end()
  })
})
