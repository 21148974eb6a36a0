import { screen } from '@testing-library/react'
import type { PromptContent, PromptLoss, PromptLossRequest, PromptLossResult } from '@trialogue/contract'
import { aPromptContent } from '@trialogue/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { type ApiCall, jsonAnswer, stubApi } from '../../../lib/stub-api.ts'
import { openContent, renderPart } from '../../../lib/test-page.tsx'
import { useWorkspace } from '../../../lib/workspace.ts'
import { en } from '../tokens/locales/en.ts'
import { pinLoss } from './pinned-losses.ts'
import { PromptLossLine } from './prompt-loss-line.tsx'

afterEach(() => {
  vi.unstubAllGlobals()
  pinLoss('base', null)
})

/** A prompt is the worse the longer its text is: 1 nat a token for each 100 characters. */
function measure({ body, variants }: PromptLossRequest): PromptLossResult[] {
  const logprob = -body.text.template.length / 100
  const loss: PromptLoss = {
    tokens: [{ id: 1, text: '11', logprob }],
    logprob,
    lossPerToken: -logprob,
    boundary: 'joined',
  }
  return variants.map(({ id }) => ({ variantId: id, itemIndex: 0, loss, error: null }))
}

const template = (length: number, change: Partial<PromptContent> = {}) => {
  const content = aPromptContent({ reference: '11', ...change })
  return { ...content, body: { ...content.body, text: { template: 'x'.repeat(length) } } }
}

function show(
  content: PromptContent,
  saved: PromptContent | null = null,
  answer?: (call: ApiCall) => Response,
) {
  const reply = answer ?? (({ body }: ApiCall) => jsonAnswer({ results: measure(body as PromptLossRequest) }))
  const calls = stubApi(reply)
  openContent(content, saved === null ? null : { number: 3, content: saved })
  const user = renderPart(<PromptLossLine columnId="base" modelName="Wren base" />, { tokens: en })
  return { user, calls }
}

it('is not there without an expected answer', () => {
  const { calls } = show(template(100, { reference: ' ' }))
  expect(screen.queryByRole('region')).toBeNull()
  expect(calls).toEqual([])
})

it('says how likely the answer is, and how that changed since the version was saved', async () => {
  show(template(132), template(153))
  expect(await screen.findByText('Loss 1.32 / token · p 27 %')).toBeTruthy()
  expect(await screen.findByText('0.21 better than v3')).toBeTruthy()
})

it('measures again a moment after an edit, and drops the question before', async () => {
  const pending: ApiCall[] = []
  const first = Promise.withResolvers<Response>()
  let count = 0
  stubApi((call) => {
    pending.push(call)
    count += 1
    return count === 1 ? first.promise : jsonAnswer({ results: measure(call.body as PromptLossRequest) })
  })
  openContent(template(100))
  renderPart(<PromptLossLine columnId="base" modelName="Wren base" />, { tokens: en })
  expect(await screen.findByText('Loss …')).toBeTruthy()
  useWorkspace.getState().update(() => template(250))
  expect(await screen.findByText(/^Loss 2.50/)).toBeTruthy()
  expect(pending[0]?.signal?.aborted).toBe(true)
})

it('compares with a pinned value until the expected answer changes', async () => {
  const { user } = show(template(100), template(100))
  expect(await screen.findByText('same as v3')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Pin this loss to compare with' }))
  useWorkspace.getState().update(() => template(180))
  expect(await screen.findByText('0.80 worse than pinned')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Compare with the saved version again' }))
  expect(await screen.findByText('0.80 worse than v3')).toBeTruthy()
})

it('says why there is none', async () => {
  const error = { code: 'LOSS_NOT_MEASURABLE', message: 'No.', details: { reason: 'reasoning' } } as const
  const answer = () => jsonAnswer({ results: [{ variantId: 'base', itemIndex: 0, loss: null, error }] })
  show(template(100), null, answer)
  expect(
    await screen.findByText('Loss – · Not with chain-of-thought: the answer does not come at once.'),
  ).toBeTruthy()
})

it('opens the tokens of the answer', async () => {
  const { user } = show(template(132))
  await user.click(await screen.findByRole('button', { name: /^Loss 1.32/ }))
  expect(await screen.findByRole('heading', { name: 'Tokens of the expected answer' })).toBeTruthy()
  expect(screen.getByText('27 %')).toBeTruthy()
})
