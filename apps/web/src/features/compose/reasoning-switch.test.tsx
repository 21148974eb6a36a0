import { screen, within } from '@testing-library/react'
import type { Model, ModelKind, PromptContent } from '@trialogue/contract'
import { extractionTriggers, reasoningTriggers } from '@trialogue/prompt'
import { aModel, aPromptContent } from '@trialogue/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { en as compose } from './locales/en.ts'
import { ReasoningSwitch } from './reasoning-switch.tsx'

const model = (kind: ModelKind, capabilities: Partial<Model['capabilities']> = {}) =>
  aModel({
    id: `wren-${kind}`,
    name: `Wren ${kind}`,
    kind,
    capabilities: { ...aModel().capabilities, chat: kind !== 'base', ...capabilities },
  })

let models: Model[] = []
beforeEach(() => {
  models = [model('base'), model('instruct'), model('dialog', { thinking: true })]
})

async function open(change: Partial<PromptContent['reasoning']> = {}, content = aPromptContent()) {
  stubApi(() => jsonAnswer({ items: models, nextCursor: null }))
  openContent({ ...content, reasoning: { ...content.reasoning, ...change } })
  const person = renderPart(<ReasoningSwitch />, { compose })
  await screen.findByText(/strateg(y|ies) cannot be used here/)
  return person
}

const reasoning = () => openedContent().reasoning
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const picker = () => screen.getByRole('combobox', { name: 'Chain-of-thought' })

async function choose(person: Awaited<ReturnType<typeof open>>, name: RegExp) {
  picker().focus()
  await person.keyboard('{Enter}')
  await person.click(await screen.findByRole('option', { name }))
}

describe('the strategies', () => {
  it('are explained, and chosen by keyboard', async () => {
    const person = await open()
    expect(screen.getByText('The model answers at once.')).toBeTruthy()
    await choose(person, /^Least-to-most/)
    expect(reasoning()).toMatchObject({ strategy: 'least-to-most', trigger: null })
    expect(screen.getByText(/Zhou et al\. 2022/)).toBeTruthy()
    expect(field('Trigger').value).toBe("Let's break down this problem:")
  })

  it('that cannot be used say why, for which columns', async () => {
    const person = await open()
    await person.click(await screen.findByText('2 strategies cannot be used here'))
    const reasons = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(reasons).toEqual([
      'Few-shot: It needs a data prompt: the examples show the reasoning.',
      expect.stringMatching(
        /^Native thinking: Not for Wren base. It is switched on .* Not for Wren instruct. The chat template has no switch/,
      ),
    ])
    picker().focus()
    await person.keyboard('{Enter}')
    const native = await screen.findByRole('option', { name: /^Native thinking/ })
    expect(native.getAttribute('aria-disabled')).toBe('true')
    expect(within(native).getByText(/Not for Wren base/)).toBeTruthy()
  })

  it('can be used when every column can', async () => {
    const content = aPromptContent()
    const dialog = content.columns.filter(({ modelId }) => modelId === 'wren-dialog')
    const person = await open({}, { ...content, columns: dialog })
    await choose(person, /^Native thinking/)
    expect(reasoning().strategy).toBe('native')
  })

  it('warn where the chosen one does not fit any more', async () => {
    await open({ strategy: 'few-shot' })
    expect(screen.getAllByText(/It needs a data prompt/).length).toBeGreaterThan(1)
  })
})

describe('the phrases', () => {
  it('are the published ones until somebody writes others', async () => {
    const person = await open({ strategy: 'zero-shot' })
    expect(field('Trigger').value).toBe(reasoningTriggers['zero-shot'][0])
    expect(field('Extraction phrase').placeholder).toBe(extractionTriggers.number)
    await person.type(field('Extraction phrase'), 'So:')
    expect(reasoning().extractionTrigger).toBe('So:')
    await person.clear(field('Extraction phrase'))
    expect(reasoning().extractionTrigger).toBeNull()
  })

  it('that older prompts hold for zero-shot go with it, too', async () => {
    const person = await open({ strategy: 'off', trigger: "Let's think step by step." })
    await choose(person, /^Plan-and-solve/)
    expect(reasoning().trigger).toBeNull()
  })

  it('come from a menu, and go with their strategy', async () => {
    const person = await open({ strategy: 'plan-and-solve' })
    await person.click(screen.getByRole('button', { name: 'Published triggers' }))
    const [standard = '', plus = ''] = reasoningTriggers['plan-and-solve']
    await person.click(screen.getByRole('menuitemcheckbox', { name: plus }))
    expect(reasoning().trigger).toBe(plus)
    await choose(person, /^Zero-shot/)
    expect(reasoning().trigger).toBeNull()
    await person.type(field('Trigger'), ' Go.')
    await choose(person, /^Plan-and-solve/)
    expect(reasoning().trigger).toBe("Let's think step by step. Go.")
    await person.clear(field('Trigger'))
    expect(reasoning().trigger).toBe('')
    await person.click(screen.getByRole('button', { name: 'Published triggers' }))
    await person.click(screen.getByRole('menuitemcheckbox', { name: standard }))
    expect(reasoning().trigger).toBeNull()
  })
})

describe('several chains of thought', () => {
  it('need chance, which one press brings', async () => {
    const person = await open({ strategy: 'zero-shot' })
    expect(field('Chains that vote').disabled).toBe(true)
    expect(screen.getByText(/all chains would be the same/)).toBeTruthy()
    await person.click(screen.getByRole('button', { name: 'Use temperature 0.7' }))
    expect(openedContent().columns.map(({ parameters }) => parameters.temperature)).toEqual([0.7, 0.7, 0.7])
    await person.type(field('Chains that vote'), '{Control>}a{/Control}5{Enter}')
    expect(reasoning().paths).toBe(5)
  })

  it('can be taken back where they would all be the same', async () => {
    const person = await open({ strategy: 'zero-shot', paths: 5 })
    expect(field('Chains that vote').disabled).toBe(false)
    await person.type(field('Chains that vote'), '{Control>}a{/Control}1{Enter}')
    expect(reasoning().paths).toBe(1)
    expect(field('Chains that vote').disabled).toBe(true)
  })

  it('are the branches of CoT-decoding, whatever the temperature', async () => {
    const person = await open({ strategy: 'cot-decoding' })
    expect(screen.queryByRole('textbox', { name: 'Chains that vote' })).toBeNull()
    await person.type(field('First tokens'), '{Control>}a{/Control}4{Enter}')
    expect(reasoning().branches).toBe(4)
  })
})
