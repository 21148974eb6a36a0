import { type PromptContent, type Run, routes } from '@trialogue/contract'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { measureMainThread } from './main-thread.ts'
import { type Product, startProduct } from './product.ts'
import { longContent, sampleContent, tennisBalls } from './prompts.ts'
import { answerRunsAtPace } from './streamed-run.ts'
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

/** The tennis balls with tokens drawn by chance: every run is another text. */
function warmContent(change: Partial<PromptContent> = {}): PromptContent {
  const content = sampleContent(tennisBalls, change)
  const columns = content.columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, temperature: 1.5, maxTokens: 24 },
  }))
  return { ...content, columns }
}

async function open(content: PromptContent, options: VisitOptions = {}): Promise<void> {
  visit = await product.visit({ path: await product.addPrompt('A test', content), ...options })
  await visit.runButton.waitFor()
}

const columns = () => visit.page.locator('[data-column-id]')
const names = () => columns().evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
const menuItem = (name: string | RegExp) => visit.page.getByRole('menuitem', { name })
const inMenu = async (root: Locator, name: string | RegExp) => {
  await root.getByRole('button', { name: 'More for this column' }).click()
  await menuItem(name).click()
}
const textOf = (run: Run, kind: string) =>
  run.generations.find(({ modelKind }) => modelKind === kind)?.steps[0]?.text.trimStart() ?? ''
const shown = (text: string) => text || 'The model wrote nothing.'
/** Starts runs as a person does and gives them as the server took them. */
async function startsRuns(count: number, act: () => Promise<void>): Promise<Run[]> {
  const runs: Promise<Run>[] = []
  const enough = visit.page.waitForEvent('response', (response) => {
    const isStart = response.request().method() === 'POST' && response.url().endsWith('/api/runs')
    if (isStart) runs.push(response.json())
    return runs.length === count
  })
  await act()
  await enough
  return Promise.all(runs)
}

describe('samples', () => {
  it('of earlier runs are kept behind the pager, also after the page is loaded again', async () => {
    await open(warmContent())
    const first = await visit.runAll()
    await visit.waitForEnd()
    await visit.runAll()
    await visit.waitForEnd()
    const { root, output } = visit.column('base')
    await root.getByText('2/2', { exact: true }).waitFor()
    await visit.page.reload()
    await root.getByText('2/2', { exact: true }).click()
    const list = visit.page.getByRole('dialog', { name: 'All samples of this column' })
    await list.getByRole('button').first().click()
    await root.getByText('1/2', { exact: true }).waitFor()
    const kept = shown(textOf(await product.getRun(first.id), 'base'))
    await expect.poll(() => output.textContent()).toBe(kept)
  })

  it('one more is drawn with a new seed, in its column only', async () => {
    await open(warmContent())
    await visit.runAll()
    await visit.waitForEnd()
    const { root } = visit.column('dialog')
    await root.getByRole('button', { name: 'One more sample, with a new seed' }).click()
    await root.getByText('2/2', { exact: true }).waitFor()
    await visit.column('base').root.getByText('1/1', { exact: true }).waitFor()
    await visit.runButton.waitFor()
  })
})

describe('one column', () => {
  it('is stopped by itself; the button answers at once, the others write on to their end', async () => {
    await open(longContent())
    const { id } = await visit.runAll()
    await product.holdHalfWay(id)
    const { root } = visit.column('base')
    const stop = root.getByRole('button', { name: 'Cancel this column' })
    const answeredMs = await stop.evaluate(async (button) => {
      const pressedAt = performance.now()
      const answered = new Promise((resolve) =>
        new MutationObserver(resolve).observe(button, { attributes: true, attributeFilter: ['aria-label'] }),
      )
      if (button instanceof HTMLElement) button.click()
      await answered
      return performance.now() - pressedAt
    })
    console.log(`Stop of one column is answered after ${answeredMs.toFixed(1)} ms`)
    expect(answeredMs).toBeLessThan(100)
    product.letGo()
    await visit.runButton.waitFor()
    const { generations } = await product.getRun(id)
    const endings = (kind: string) =>
      new Set(
        generations.filter(({ modelKind }) => modelKind === kind).map(({ finishReason }) => finishReason),
      )
    expect(endings('base').has('cancelled')).toBe(true)
    expect([...endings('instruct'), ...endings('dialog')]).not.toContain('cancelled')
  })

  it('is run by itself, duplicated, moved and removed; there are eight at most', async () => {
    await open(warmContent())
    const [run] = await startsRuns(1, () =>
      visit.column('instruct').root.getByRole('button', { name: 'Run this column' }).click(),
    )
    expect(run?.request.variants.map(({ modelId }) => modelId)).toEqual(['wren-instruct'])
    await visit
      .column('instruct')
      .says(/^(Done|Reached the token limit)$/)
      .waitFor()
    await visit
      .column('base')
      .says(/^Not run yet$/)
      .waitFor()

    await inMenu(columns().nth(0), 'Duplicate column')
    await inMenu(columns().nth(1), 'Move right')
    expect(await names()).toEqual([
      'Column 1: Wren base',
      'Column 2: Wren instruct',
      'Column 3: Wren base',
      'Column 4: Wren dialog',
    ])
    for (let count = 4; count < 8; count += 1) await visit.button('Add column').click()
    expect(await columns().count()).toBe(8)
    expect(await visit.button(/^Add column/).getAttribute('aria-disabled')).toBe('true')
    const widths = await columns().evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width))
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(279)
    for (let count = 8; count > 3; count -= 1) await inMenu(columns().nth(1), 'Remove column')
    expect(await columns().count()).toBe(3)
  })

  it('stands behind a tab where there is no room', async () => {
    await open(warmContent(), { viewport: { width: 1000, height: 760 } })
    expect(await columns().count()).toBe(1)
    await visit.page
      .getByRole('radiogroup', { name: 'Columns' })
      .getByRole('radio', { name: 'Dialog' })
      .click()
    expect(await names()).toEqual(['Column 3: Wren dialog'])
  })
})

describe('a baseline', () => {
  it('is pinned, and the other outputs show what differs from it', async () => {
    await open(warmContent())
    const run = await visit.runAll()
    await visit.waitForEnd()
    const done = await product.getRun(run.id)
    await inMenu(visit.column('base').root, 'Pin as baseline')
    await visit.column('base').root.getByText('Baseline', { exact: true }).waitFor()
    const { output, root } = visit.column('dialog')
    await root
      .getByText(/^Compared with the baseline by wren-base: words added \d+, removed \d+\.$/)
      .waitFor()
    const parts = (tag: string) =>
      output
        .locator(`span:not([class]), ${tag}`)
        .evaluateAll((all) => all.map((one) => one.textContent).join(''))
    expect(await parts('ins')).toBe(textOf(done, 'dialog'))
    expect(await parts('del')).toBe(textOf(done, 'base'))

    await root.getByRole('button', { name: 'Show what differs from the baseline' }).click()
    await expect.poll(() => output.textContent()).toBe(shown(textOf(done, 'dialog')))
  })
})

describe('what was written', () => {
  it('is gone on with where the token limit cut it off, as another sample', async () => {
    const content = sampleContent(tennisBalls)
    const columns = content.columns.map((column) => ({
      ...column,
      parameters: { ...column.parameters, maxTokens: 3 },
    }))
    await open({ ...content, columns })
    const run = await visit.runAll()
    await visit.waitForEnd()
    const { root, output, says } = visit.column('dialog')
    const cut = textOf(await product.getRun(run.id), 'dialog')
    await says(/^Reached the token limit$/).waitFor()
    await root.getByRole('button', { name: 'Continue' }).click()
    await root.getByText('2/2', { exact: true }).waitFor()
    await visit.runButton.waitFor()
    await expect
      .poll(() => output.textContent().then((text) => text?.length ?? 0))
      .toBeGreaterThan(cut.length)
    expect((await output.textContent())?.startsWith(cut)).toBe(true)
  })

  it('becomes an example of a data prompt, word by word', async () => {
    await open(sampleContent('Word problems from worked examples'))
    const run = await visit.runAll()
    await visit.waitForEnd()
    const generation = (await product.getRun(run.id)).generations.find(
      ({ modelKind }) => modelKind === 'dialog',
    )
    await inMenu(visit.column('dialog').root, 'Add to examples')
    const outputs = async () => {
      const answer = await visit.page.request.get(
        visit.page.url().replace('/p/', '/api/prompts/').concat('/draft'),
      )
      const { content } = routes.getDraft.response.parse(await answer.json())
      return content.body.data.examples.map(({ output }) => output)
    }
    const expected = (generation?.answer ?? generation?.steps[0]?.text ?? '').trim()
    const before = sampleContent('Word problems from worked examples').body.data.examples
    await expect.poll(outputs).toEqual([...before.map(({ output }) => output), expected])
  })

  it('has nothing wrong for axe-core while it is compared, listed and put apart', async () => {
    await open(warmContent())
    await visit.runAll()
    await visit.waitForEnd()
    await inMenu(visit.column('base').root, 'Pin as baseline')
    await visit
      .column('dialog')
      .root.getByText(/^Compared with the baseline/)
      .waitFor()
    await inMenu(visit.column('dialog').root, 'Write a prompt of its own')
    await visit.write('Prompt text', 'Say hello to {{cans}} cats.')
    await visit.column('dialog').root.getByRole('button', { name: 'Modified' }).waitFor()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await visit.column('instruct').root.getByRole('button', { name: '1/1' }).click()
    await visit.page.getByRole('dialog', { name: 'All samples of this column' }).waitFor()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
  })
})

describe('a prompt of its own', () => {
  it('is written for one column, run beside the shared one, kept in the version, and given up', async () => {
    await open(sampleContent(tennisBalls))
    await inMenu(visit.column('dialog').root, 'Write a prompt of its own')
    await visit.page.getByRole('combobox', { name: 'Prompt of' }).waitFor()
    await visit.write('Prompt text', 'Say hello to {{cans}} cats.')
    await visit.column('dialog').root.getByRole('button', { name: 'Modified' }).waitFor()
    const tab = visit.column('dialog').root.getByRole('tab', { name: /What the model sees|Model input/ })
    await tab.click()
    await visit.page.getByRole('region', { name: 'What Wren dialog sees' }).getByText('hello').waitFor()
    await visit.column('dialog').root.getByRole('tab', { name: 'Output' }).click()

    const runs = await startsRuns(2, () => visit.runButton.click())
    await visit.waitForEnd()
    const asked = runs.map(({ request }) => [
      request.variants.map(({ modelId }) => modelId).join(' '),
      request.body.text.template.split(' ')[0],
    ])
    expect(asked.toSorted()).toEqual([
      ['wren-base wren-instruct', 'Roger'],
      ['wren-dialog', 'Say'],
    ])
    expect(await visit.page.getByText('changed since').count()).toBe(0)
    await visit.saveVersion('One of its own')
    const [versioned] = await startsRuns(2, () => visit.runButton.click())
    expect(versioned?.promptVersion).toBe(1)
    await visit.waitForEnd()

    await visit.page.getByRole('switch', { name: 'Sync prompt' }).click()
    await visit.button('Read the shared prompt').click()
    await visit.page.getByRole('combobox', { name: 'Prompt of' }).waitFor({ state: 'detached' })
    expect(await visit.read('Prompt text')).toContain('Roger has')
    await visit.column('dialog').root.getByText('changed since').waitFor()
  })
})

describe('on a phone', () => {
  it('the editor comes in sight for a prompt of its own', async () => {
    await open(sampleContent(tennisBalls), { viewport: { width: 390, height: 844 } })
    await visit.page.getByRole('navigation').getByRole('button', { name: 'Results' }).click()
    await inMenu(columns().first(), 'Write a prompt of its own')
    const chooser = visit.page.getByRole('combobox', { name: 'Prompt of' })
    await chooser.waitFor()
    expect(await chooser.textContent()).toBe('Column 1: Wren base')
    await visit.field('Prompt text').waitFor()
  })
})

describe('parameters', () => {
  it('that would change nothing are greyed out, with the reason, until they would', async () => {
    await open(sampleContent(tennisBalls))
    const samples = visit.page.getByRole('textbox', { name: 'Samples' })
    expect(await samples.isDisabled()).toBe(true)
    await visit
      .column('base')
      .root.getByRole('button', { name: /^Parameters/ })
      .click()
    const form = visit.page.getByRole('dialog', { name: 'Parameters of Wren base' })
    await form.getByText(/^At temperature 0 the likeliest token is always taken/).waitFor()
    expect(await form.getByRole('textbox', { name: 'Top p' }).isDisabled()).toBe(true)
    await form.getByRole('textbox', { name: 'Temperature' }).fill('0.7')
    await form.getByRole('textbox', { name: 'Temperature' }).press('Enter')
    expect(await form.getByRole('textbox', { name: 'Top p' }).isDisabled()).toBe(false)
    await form.getByRole('button', { name: 'Copy to all columns' }).click()
    await visit.page.keyboard.press('Escape')
    expect(await samples.isDisabled()).toBe(false)
    expect(await visit.page.getByRole('button', { name: 'Parameters: T 0.7 · p 1 · 128' }).count()).toBe(3)
  })
})

describe('three columns at 50 tokens a second each', () => {
  it('leave the page no task of over 50 ms', async () => {
    const pace = { tokensPerSecond: 50, tokens: 250 }
    await open(sampleContent(tennisBalls), { prepare: (page) => answerRunsAtPace(page, pace) })
    await visit.runButton.click()
    await visit
      .column('base')
      .says(/^Writing/)
      .waitFor()
    const work = await measureMainThread(visit.page, async () => {
      await Promise.all(
        (['base', 'instruct', 'dialog'] as const).map((kind) =>
          visit
            .column(kind)
            .says(/^Done$/)
            .waitFor(),
        ),
      )
    })
    const { longestMs, longestWallMs, totalMs } = work
    console.log(
      `3 × 50 tok/s: longest task ${longestMs.toFixed(1)} ms of processor time ` +
        `(${longestWallMs.toFixed(1)} ms by the clock), ${totalMs.toFixed(0)} ms of work in 5 s`,
    )
    expect(longestMs).toBeLessThan(50)
  })
})
