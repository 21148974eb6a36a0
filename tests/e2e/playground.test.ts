import type { Generation, PromptContent } from '@trialogue/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { kinds } from './playground.ts'
import { type Product, startProduct } from './product.ts'
import { longContent, sampleContent, tennisBalls } from './prompts.ts'
import type { Visit } from './visit.ts'

let product: Product
let visit: Visit

beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product.end())

const generationOf = (generations: readonly Generation[], kind: string) =>
  generations.filter(({ modelId }) => modelId === `wren-${kind}`)
const textOf = (generation: Generation | undefined) => generation?.steps[0]?.text.trimStart() ?? ''
/** What an output shows when a generation without chain-of-thought has ended. */
const shownText = (generation: Generation | undefined) => textOf(generation) || 'The model wrote nothing.'

/** Leafs from the sample that its column shows to a generation's. */
async function leafTo({ modelKind, sampleIndex }: Generation): Promise<void> {
  const { root } = visit.column(modelKind)
  const shown = Number.parseInt((await root.getByText(/^\d\/\d$/).textContent()) ?? '1', 10) - 1
  const button = root.getByRole('button', { name: shown < sampleIndex ? 'Next sample' : 'Previous sample' })
  for (let steps = Math.abs(sampleIndex - shown); steps > 0; steps -= 1) await button.click()
}

/** Opens a prompt of its own in a browser of its own. */
async function open(content: PromptContent): Promise<void> {
  visit = await product.visit({ path: await product.addPrompt('A test', content) })
  await visit.editor.waitFor()
}

/** A first sample that is being written, or was so short that it is over already. */
const hasBegun = /^(Writing|Done|Reached the token limit)/

afterEach(async () => {
  product.letGo()
  expect(visit.problems).toEqual([])
  await visit.end()
})

describe('the first visit', () => {
  it('opens a filled sample and runs it on three models that write different texts', async () => {
    visit = await product.visit()
    expect(await visit.field('Name of the prompt').inputValue()).toBe(tennisBalls)
    expect(await visit.read('Prompt text')).toContain('Roger has {{balls}} tennis balls.')

    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    const texts = await Promise.all(kinds.map((kind) => visit.column(kind).output.textContent()))
    expect(texts).toEqual(kinds.map((kind) => shownText(generationOf(generations, kind)[0])))
    expect(new Set(texts).size).toBe(3)
    for (const kind of kinds) {
      expect(await visit.column(kind).figure('In / out')).toMatch(/^\d+ \/ \d+$/)
      expect(await visit.column(kind).figure('Speed')).toMatch(/^[\d,.]+ tok\/s$/)
      expect(await visit.column(kind).figure('First token')).toMatch(/^[\d.]+ m?s$/)
    }
  })
})

describe('chain-of-thought', () => {
  it('zero-shot: shows the reasoning and the extracted answer apart', async () => {
    await open(sampleContent(tennisBalls))
    await visit.chooseStrategy('Zero-shot')
    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    for (const kind of kinds) {
      const [generation] = generationOf(generations, kind)
      const { output } = visit.column(kind)
      expect(generation?.steps.map((step) => step.kind)).toEqual(['reasoning', 'answer'])
      await output.getByRole('button', { name: /^Reasoning · \d+ tokens/ }).click()
      expect(await output.textContent()).toContain(textOf(generation).trimEnd())
      const answer = generation?.answer ?? 'No answer found in the text'
      await output.getByRole('heading', { name: 'Answer' }).waitFor()
      await output.getByText(answer, { exact: true }).waitFor()
    }
  })

  it('few-shot: the examples show their reasoning, the answer is read out of the text', async () => {
    await open(sampleContent('Word problems from worked examples'))
    const strategy = visit.page.getByRole('combobox', { name: 'Chain-of-thought' })
    expect(await strategy.textContent()).toBe('Few-shot')
    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    const answers = generations.map(({ answer }) => answer)
    expect(answers.some((answer) => answer !== null)).toBe(true)
    for (const kind of kinds) {
      const [generation] = generationOf(generations, kind)
      if (generation?.answer === null || generation === undefined) continue
      await visit.column(kind).output.getByText(generation.answer, { exact: true }).waitFor()
    }
  })
})

describe('the other types of prompt', () => {
  it('a table of examples is pasted, switched to and completed', async () => {
    await open(sampleContent(tennisBalls))
    await visit.choice('Prompt type', 'Data').click()
    await visit.button('Add example').click()
    await visit.field('Input, example 1').focus()
    await visit.page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(paste)
    }, 'red\t\tcolor\nfour\t\tnumber')
    expect(await visit.field('Output, example 2').inputValue()).toBe('number')
    await visit.field('Input to complete').fill('green')
    await visit
      .column('base')
      .root.getByRole('tab', { name: /What the model sees|Model input/ })
      .click()
    const seen = visit.page.getByRole('region', { name: 'What Wren base sees' })
    await seen.getByText('green').waitFor()
    expect(await seen.textContent()).toContain('Input: four\nOutput: number\n\nInput: green\nOutput:')

    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    expect(await visit.column('dialog').output.textContent()).toBe(
      shownText(generationOf(generations, 'dialog')[0]),
    )
  })

  it('a chat is answered', async () => {
    await open(sampleContent('What is my name?'))
    expect(await visit.read('Turn 5')).toBe('What is my name?')
    const { id } = await visit.runAll()
    await visit.waitForEnd()
    const { generations } = await product.getRun(id)
    expect(await visit.column('dialog').output.textContent()).toBe(
      shownText(generationOf(generations, 'dialog')[0]),
    )
  })
})

describe('a long run', () => {
  beforeEach(() => open(longContent()))

  it('can be stopped half-way; what was written is kept', async () => {
    const { id } = await visit.runAll()
    await product.holdHalfWay(id)
    await visit.column('base').says(hasBegun).waitFor()
    await visit.button(/^Stop/).click()
    product.letGo()
    await visit.button(/^Run all/).waitFor()
    const { generations, status } = await product.getRun(id)
    expect(status).toBe('completed')
    const cutShort = generations.filter(
      (generation) => generation.finishReason === 'cancelled' && textOf(generation) !== '',
    )
    expect(cutShort.length).toBeGreaterThan(0)
    for (const generation of cutShort) {
      const { output, says } = visit.column(generation.modelKind)
      await leafTo(generation)
      const tokens = generation.steps[0]?.usage?.completionTokens ?? 0
      await says(new RegExp(`^Stopped at ${tokens} tokens?$`)).waitFor()
      expect(await output.textContent()).toBe(textOf(generation))
    }
  })

  it('goes on while the page is loaded again, without lost or doubled text', async () => {
    const { id } = await visit.runAll()
    await product.holdHalfWay(id)
    await visit.page.reload()
    await visit.button(/^Stop/).waitFor()
    product.letGo()
    await visit.waitForEnd()
    const run = await product.getRun(id)
    expect(run.status).toBe('completed')
    for (const kind of kinds) {
      const { output, root } = visit.column(kind)
      for (const [index, generation] of generationOf(run.generations, kind).entries()) {
        await root.getByText(`${index + 1}/8`).waitFor()
        expect(await output.textContent()).toBe(shownText(generation))
        if (index < 7) await root.getByRole('button', { name: 'Next sample' }).click()
      }
    }
  })

  it('whose model process is killed says so in its column; the others go on', async () => {
    const { id } = await visit.runAll()
    await product.holdHalfWay(id)
    const { root, says } = visit.column('base')
    await says(hasBegun).waitFor()
    await product.killModel('wren-base')
    product.letGo()
    await root
      .getByText(/^Failed$|^\d failed$/)
      .first()
      .waitFor()
    await visit.button(/^Run all/).waitFor()
    const { generations } = await product.getRun(id)
    const failed = generations.filter(({ status }) => status === 'failed')
    expect(failed.length).toBeGreaterThan(0)
    for (const { modelId, error } of failed) {
      expect([modelId, error?.code]).toEqual(['wren-base', 'MODEL_PROCESS_CRASHED'])
    }
    const completed = generations.filter(({ status }) => status === 'completed')
    expect(completed).toHaveLength(generations.length - failed.length)

    const next = await visit.runAll()
    await visit.waitForEnd()
    const ends = (await product.getRun(next.id)).generations.map(({ status }) => status)
    expect(new Set(ends)).toEqual(new Set(['completed']))
  })

  it('that the server left is shown as interrupted, and can be continued to its end', async () => {
    const { id } = await visit.runAll()
    await product.holdHalfWay(id)
    await visit.column('base').says(hasBegun).waitFor()
    const stopping = product.stopServer()
    product.letGo()
    const startAgain = await stopping
    await startAgain()
    const run = await product.getRun(id)
    expect(run.status).toBe('interrupted')
    const [left] = run.generations.filter(({ status }) => status === 'interrupted')
    if (left === undefined) throw new Error('No generation was interrupted.')

    const { output, says } = visit.column(left.modelKind)
    await leafTo(left)
    await says(/^Interrupted$/).waitFor()
    expect(await output.textContent()).toContain(textOf(left))
    await output.getByRole('button', { name: 'Continue' }).click()
    await says(/^(Done|Reached the token limit)$/).waitFor()
    await visit.waitForEnd()
    const { generations, status } = await product.getRun(id)
    expect(status).toBe('completed')
    const [continued] = generations.filter((generation) => generation.id === left.id)
    expect(await output.textContent()).toBe(shownText(continued))
  })
})

describe('versions', () => {
  it('are saved, compared and restored', async () => {
    await open(sampleContent(tennisBalls))
    await visit.saveVersion('As it came')
    await visit.write('Prompt text', 'Mia has {{balls}} marbles. How many marbles does she have?')
    await visit.saveVersion('Marbles')

    await visit.openTab('Versions')
    await visit.button('Compare version 2 with the one it came from').click()
    const dialog = visit.page.getByRole('dialog', { name: 'Compare versions' })
    await dialog.locator('.line-delete').first().waitFor()
    expect(await dialog.locator('.editor.original .view-lines').textContent()).toContain('tennis')
    expect(await dialog.locator('.editor.modified .view-lines').textContent()).toContain('marbles')
    await dialog.getByRole('button', { name: 'Close' }).click()

    await visit.button('Restore version 1').click()
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await visit.page.getByText('Restored from v1').waitFor()
    expect(await visit.page.getByRole('listitem').filter({ hasText: 'v3' }).textContent()).toContain(
      'being edited',
    )
    await visit.openTab('Compose')
    expect(await visit.read('Prompt text')).toContain('Roger has {{balls}} tennis balls.')
  })
})

describe('a draft', () => {
  it('takes what is typed before the editor has come', async () => {
    const path = await product.addPrompt('A test', sampleContent(tennisBalls))
    const arrival = Promise.withResolvers<void>()
    visit = await product.visit({
      path,
      prepare: (page) =>
        page.route('**/monaco-bundle*.js', async (route) => {
          await arrival.promise
          await route.continue()
        }),
    })
    await visit.field('Prompt text').focus()
    await visit.page.keyboard.press('ControlOrMeta+End')
    await visit.page.keyboard.type(' Think')
    const arrived = visit.page.waitForEvent('requestfinished', (request) =>
      request.url().includes('monaco-bundle'),
    )
    arrival.resolve()
    await arrived
    await visit.page.keyboard.type(' twice.')
    await visit.page.keyboard.press('Tab')
    await visit.editor.waitFor()
    expect(await visit.read('Prompt text')).toMatch(/does he have now\? Think twice\.$/)
  })

  it('is there after the page is loaded again', async () => {
    await open(sampleContent(tennisBalls))
    await visit.write('Prompt text', 'Say hello to {{name}}.')
    await visit.field('Value of name').fill('Ada')
    await visit.page.getByText('Saved', { exact: true }).waitFor()
    await visit.page.reload()
    await visit.field('Value of name').waitFor()
    expect(await visit.read('Prompt text')).toBe('Say hello to {{name}}.')
    expect(await visit.field('Value of name').inputValue()).toBe('Ada')
  })

  it('is kept in the browser while the server is away, and sent when it is back', async () => {
    await open(sampleContent(tennisBalls))
    const startAgain = await product.stopServer()
    await visit.field('Value of balls').fill('7')
    await visit.page.getByText('Offline, kept here').waitFor()
    await startAgain()
    await visit.page.getByText('Saved', { exact: true }).waitFor()

    const promptId = new URL(visit.page.url()).pathname.split('/').at(-1)
    const draft: unknown = await (await fetch(`${product.address}/api/prompts/${promptId}/draft`)).json()
    expect(draft).toMatchObject({ content: { values: [{ name: 'balls', value: '7' }, {}, {}] } })
  })
})

describe('an unfilled variable', () => {
  it('is refused in plain words, and no model is asked', async () => {
    await open(sampleContent(tennisBalls))
    await visit.field('Value of cans').fill('')
    await visit.button(/^Run all/).click()
    await visit.page
      .getByRole('alert')
      .getByText('No value yet for cans. Fill it in under Variables.')
      .waitFor()
    for (const kind of kinds)
      await visit
        .column(kind)
        .says(/^Not run yet$/)
        .waitFor()
    const runs: unknown = await (
      await fetch(`${product.address}/api/runs?promptId=${promptIdOf(visit)}`)
    ).json()
    expect(runs).toEqual({ items: [], nextCursor: null })
  })
})

function promptIdOf({ page }: Visit): string {
  return new URL(page.url()).pathname.replace('/p/', '')
}
