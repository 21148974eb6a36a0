import type { Generation, PromptContent } from '@trialogue/contract'
import { tallyAnswers } from '@trialogue/prompt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityProblems } from './axe.ts'
import { kinds } from './playground.ts'
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

async function open(content: PromptContent, options: VisitOptions = {}): Promise<void> {
  visit = await product.visit({ ...options, path: await product.addPrompt('A test', content) })
}

/** Runs all columns and gives what became of them, by kind. */
async function runToEnd(): Promise<ReadonlyMap<string, Generation>> {
  const { id } = await visit.runAll()
  await visit.waitForEnd()
  const { generations } = await product.getRun(id)
  return new Map(generations.map((generation) => [generation.modelKind, generation]))
}

const shownAnswer = ({ answer }: Generation) => answer ?? 'No answer found in the text'

describe('chain-of-thought on the bundled models', () => {
  it('zero-shot: the reasoning, the words that asked for the answer and the answer stand apart', async () => {
    await open(sampleContent(tennisBalls))
    await visit.chooseStrategy('Zero-shot')
    expect(await visit.field('Trigger').inputValue()).toBe("Let's think step by step.")
    const generations = await runToEnd()
    for (const kind of kinds) {
      const generation = generations.get(kind)
      if (generation === undefined) throw new Error(`${kind} was not run.`)
      const { output } = visit.column(kind)
      const [reasoning, extraction] = generation.steps
      expect([reasoning?.kind, extraction?.kind]).toEqual(['reasoning', 'answer'])
      await output.getByText(shownAnswer(generation), { exact: true }).waitFor()
      await output.getByRole('button', { name: /^Reasoning · \d+ tokens · / }).click()
      const shown = await output.textContent()
      expect(shown).toContain(reasoning?.text.trim())
      expect(shown).toContain(`Therefore, the answer (arabic numerals) is${extraction?.text}`)
    }
  })

  it('self-consistency: five chains vote, each of them can be read', async () => {
    await open(sampleContent(tennisBalls))
    await visit.chooseStrategy('Zero-shot')
    expect(await visit.field('Chains that vote').isDisabled()).toBe(true)
    await visit.button('Use temperature 0.7').click()
    await visit.field('Chains that vote').fill('5')
    await visit.field('Chains that vote').press('Enter')
    const generations = await runToEnd()
    for (const kind of kinds) {
      const generation = generations.get(kind)
      if (generation === undefined) throw new Error(`${kind} was not run.`)
      const { output } = visit.column(kind)
      const { paths, steps, seed } = generation
      expect(paths.map(({ path }) => path)).toEqual([0, 1, 2, 3, 4])
      expect(new Set(steps.map(({ path }) => path)).size).toBe(5)
      expect(seed).toBeGreaterThanOrEqual(0)
      await output.getByRole('heading', { name: 'Vote of 5 chains' }).waitFor()
      const votes = await output.getByRole('listitem').allTextContents()
      for (const [index, { answer, paths: voters, share }] of tallyAnswers(paths, 'number').entries()) {
        expect(votes[index]).toBe(`${answer}×${voters.length}${Math.round(share * 100)}%`)
      }
      await output.getByText(shownAnswer(generation), { exact: true }).first().waitFor()
      const chain = output.getByRole('button', {
        name: new RegExp(`^Chain 3 · ${paths[2]?.answer ?? 'No answer'}`),
      })
      await chain.click()
      const thoughts = steps.find(({ path, kind: step }) => path === 2 && step === 'reasoning')
      expect(await output.textContent()).toContain(thoughts?.text.trim())
    }
    await takeScreenshot(visit.page, 'reasoning-vote')
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
  })

  it('least-to-most: each question with its answer, then the answer to all', async () => {
    const content = sampleContent(tennisBalls)
    // As plain text, a base model goes on with questions of its own: those it then answers.
    const body = {
      ...content.body,
      completionFrame: 'plain',
      text: { template: 'Q: What is 5 + 6?\nA:' },
    } as const
    await open({ ...content, body, columns: content.columns.slice(0, 1) })
    await visit.chooseStrategy('Least-to-most')
    await visit.field('Trigger').fill('')
    const { id } = await visit.runAll()
    const { output, says } = visit.column('base')
    await says(/^(Done|Reached the token limit)$/).waitFor()
    const [generation] = (await product.getRun(id)).generations
    if (generation === undefined) throw new Error('Nothing was run.')
    const answers = generation.steps.filter(({ kind }) => kind === 'subanswer')
    expect(generation.steps.map(({ kind }) => kind)).toEqual([
      'decomposition',
      ...answers.map(() => 'subanswer'),
      'answer',
    ])
    expect(answers.length).toBeGreaterThan(1)
    await output.getByText(shownAnswer(generation), { exact: true }).first().waitFor()
    await output.getByRole('button', { name: /^Reasoning · \d+ tokens/ }).click()
    for (const { text } of answers) expect(await output.textContent()).toContain(text.trim())
    await output.getByText('The question itself').waitFor()
    await takeScreenshot(visit.page, 'reasoning-least-to-most')
  })

  it('CoT-decoding: goes on from each of the likeliest first tokens, and says how sure each path is', async () => {
    await open(sampleContent(tennisBalls))
    await visit.chooseStrategy('CoT-decoding')
    await visit.field('First tokens').fill('6')
    await visit.field('First tokens').press('Enter')
    const generations = await runToEnd()
    for (const kind of kinds) {
      const generation = generations.get(kind)
      if (generation === undefined) throw new Error(`${kind} was not run.`)
      const { output } = visit.column(kind)
      const [branching, ...branches] = generation.steps
      expect(branching?.kind).toBe('branching')
      expect(branches.map(({ kind: step, path }) => [step, path])).toEqual(
        Array.from({ length: 6 }, (_, path) => ['completion', path]),
      )
      const firstTokens = branching?.logprobs[0]?.alternatives.map(({ id }) => id)
      expect(branches.map(({ tokenIds }) => tokenIds?.[0])).toEqual(firstTokens)
      await output.getByRole('heading', { name: 'Confidence of 6 chains' }).waitFor()
      await output.getByText(shownAnswer(generation), { exact: true }).first().waitFor()
      await output.getByRole('button', { name: /^Chain 2 · / }).click()
      await output.getByText(/^Made to begin with “.+”, which had a probability of /).waitFor()
    }
    await takeScreenshot(visit.page, 'reasoning-cot-decoding')
  })
})

describe('a strategy that does not work here', () => {
  it('says why in its list, and the server refuses it with the same reason', async () => {
    const content = sampleContent(tennisBalls)
    await open({ ...content, reasoning: { ...content.reasoning, strategy: 'native' } })
    await visit.page
      .getByText(/Not for Wren base. It is switched on in the chat template/)
      .first()
      .waitFor()
    await visit.page.getByRole('combobox', { name: 'Chain-of-thought' }).click()
    const option = visit.page.getByRole('option', { name: /^Native thinking/ })
    expect(await option.getAttribute('aria-disabled')).toBe('true')
    await takeScreenshot(visit.page, 'reasoning-strategies')
    await visit.page.keyboard.press('Escape')
    await visit.runButton.click()
    await visit.page
      .getByText(/"native" is switched on in the chat template/)
      .first()
      .waitFor()
  })
})

describe('the settings and the chains', () => {
  it.each([
    { theme: 'dark', language: 'zh-CN', viewport: { width: 1440, height: 900 } },
    { theme: 'light', language: 'en', viewport: { width: 390, height: 844 } },
  ] as const)('have no fault that axe-core finds: %j', async (options) => {
    const content = sampleContent(tennisBalls)
    const reasoning = { ...content.reasoning, strategy: 'plan-and-solve' } as const
    await open({ ...content, reasoning }, options)
    const hindered = visit.page.locator('summary', { hasText: '2' })
    await hindered.click()
    await hindered.scrollIntoViewIfNeeded()
    expect(await findAccessibilityProblems(visit.page)).toEqual([])
    await takeScreenshot(visit.page, `reasoning-settings-${options.viewport.width}-${options.language}`)
  })
})
