import { screen, within } from '@testing-library/react'
import {
  type Divergence,
  type Generation,
  type Model,
  type Run,
  runRequestSchema,
  type TokenLogprob,
  type TokenView,
} from '@trialogue/contract'
import { aModel, anId, aRun, aRunRequest, aStep, aVariant } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../../lib/stub-api.ts'
import { renderPart } from '../../../lib/test-page.tsx'
import { en as compare } from '../locales/en.ts'
import { resetRuns, useRunStore } from '../run-store.ts'
import { en } from './locales/en.ts'
import { TokensView } from './tokens-view.tsx'

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => resetRuns())

const token = (id: number, text: string, probability: number): TokenLogprob => {
  const logprob = Math.log(probability)
  const other = { id: id + 100, text: ' other', logprob: Math.log((1 - probability) / 2) }
  return { id, text, logprob, alternatives: [{ id, text, logprob }, other] }
}
const logprobs = [token(1, 'The', 0.95), token(2, ' fox', 0.1), token(3, ' sat', 0.6), token(4, ' on', 0.04)]
const step = aStep({ text: 'The fox sat on', logprobs, tokenIds: [1, 2, 3, 4], finishReason: 'length' })
const wren = aModel({ name: 'Wren base' })

type Options = {
  readonly generation?: Partial<Generation>
  readonly models?: readonly Model[]
  readonly change?: (run: Run) => Run
  readonly answer?: (call: ApiCall) => Response | null
}

function show({
  generation = {},
  models = [wren],
  change = (run) => run,
  answer = () => null,
}: Options = {}) {
  const request = aRunRequest({ variants: [aVariant()], topLogprobs: 5 })
  const queued = aRun({ request, number: 10 })
  const written = queued.generations.map(
    (one): Generation => ({
      ...one,
      status: 'completed',
      finishReason: 'length',
      steps: [step],
      ...generation,
    }),
  )
  const run = change({ ...queued, generations: written })
  const calls = stubApi((call) => {
    const own = answer(call)
    if (own !== null) return own
    if (call.path === '/api/models') return jsonAnswer({ items: models, nextCursor: null })
    if (call.path.endsWith('/branches')) return jsonAnswer({ items: [], nextCursor: null })
    if (call.method === 'GET') return jsonAnswer(run)
    return errorAnswer('ENGINE_BUSY', 503)
  })
  const [only] = run.generations
  const part = (
    <TokensView
      columnId="base"
      modelName="Wren base"
      model={models[0] ?? null}
      generation={only ?? null}
      request={run.request}
    />
  )
  return { user: renderPart(part, { tokens: en, compare }), calls, run }
}

const strip = () => screen.findByRole('group', { name: 'Text of Wren base, token by token' })
const posted = (calls: readonly ApiCall[]) => calls.findLast(({ method }) => method === 'POST')

describe('the token lens', () => {
  it('sums up, and says of each token how likely it was', async () => {
    show()
    const tokens = within(await strip()).getAllByRole('button')
    expect(tokens.map((one) => one.getAttribute('aria-label'))).toEqual([
      'The, 95 %',
      '␣fox, 10 %',
      '␣sat, 60 %',
      '␣on, 4 %',
    ])
    expect(screen.getByText('Perplexity').nextSibling?.textContent).toBe('4.58')
    expect(screen.getByText('Mean logprob').nextSibling?.textContent).toBe('−1.52')
  })

  it('is one stop for Tab; arrow keys move, brackets go to unlikely tokens', async () => {
    const { user } = show()
    const tokens = within(await strip()).getAllByRole('button')
    expect(tokens.map((one) => one.tabIndex)).toEqual([0, -1, -1, -1])
    tokens[0]?.focus()
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement).toBe(tokens[2])
    await user.keyboard(']')
    expect(document.activeElement).toBe(tokens[3])
    // A doubled bracket is how the keyboard of the tests writes one.
    await user.keyboard('[[')
    expect(document.activeElement).toBe(tokens[1])
    await user.keyboard('{End}')
    expect(document.activeElement).toBe(tokens[3])
    await user.click(screen.getByRole('button', { name: '4 %' }))
    expect(document.activeElement).toBe(tokens[3])
  })

  it('opens what else could have been written, goes along with arrow keys, and gives the focus back', async () => {
    const { user } = show()
    const tokens = within(await strip()).getAllByRole('button')
    tokens[1]?.focus()
    await user.keyboard('{Enter}')
    const panel = await screen.findByRole('dialog', { name: 'Token 2 of 4' })
    expect(within(panel).getAllByText(/10 % · logprob −2.30/)).toHaveLength(1)
    expect(within(panel).getByText('id 2 · bytes 20 66 6F 78')).toBeTruthy()
    expect(within(panel).getByRole('button', { name: /Branch from here with ␣other/ })).toBeTruthy()
    await user.keyboard('{ArrowRight}')
    await screen.findByRole('dialog', { name: 'Token 3 of 4' })
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(tokens[2])
  })

  it('branches from an alternative with exactly what the original was asked', async () => {
    const { user, calls, run } = show()
    await user.click(within(await strip()).getByRole('button', { name: '␣fox, 10 %' }))
    await user.click(await screen.findByRole('button', { name: /Branch from here with ␣other/ }))
    await vi.waitFor(() => expect(posted(calls)?.path).toBe('/api/runs'))
    const body = runRequestSchema.parse(posted(calls)?.body)
    expect(body).toEqual({
      ...run.request,
      branch: { generationId: run.generations[0]?.id, stepIndex: 0, tokenIndex: 1, tokenId: 102 },
    })
    await vi.waitFor(() => expect(useRunStore.getState().error?.code).toBe('ENGINE_BUSY'))
  })

  it('joins the pieces of a character, with a list for each', async () => {
    const pieces = [
      token(7, '<0xE4>', 0.5),
      token(8, '<0xBD>', 0.9),
      token(9, '<0xA0>', 0.9),
      token(4, '好', 0.5),
    ]
    const { user } = show({
      generation: { steps: [{ ...step, text: '你好', logprobs: pieces, tokenIds: [7, 8, 9, 4] }] },
    })
    const tokens = within(await strip()).getAllByRole('button')
    expect(tokens.map((one) => one.textContent)).toEqual(['你', '好'])
    await user.click(tokens[0] ?? document.body)
    const panel = await screen.findByRole('dialog', { name: 'Token 1 of 4' })
    expect(within(panel).getAllByRole('list')).toHaveLength(3)
    expect(within(panel).getByText('Piece 2 of 3 of this character')).toBeTruthy()
    expect(within(panel).getByText('id 8 · bytes BD')).toBeTruthy()
  })

  it('does not branch while it is written, nor with a model that cannot, and says why', async () => {
    const cannot = aModel({ capabilities: { ...wren.capabilities, forcedTokens: false } })
    const { user, calls } = show({ models: [cannot] })
    await user.click(within(await strip()).getByRole('button', { name: '␣fox, 10 %' }))
    expect(
      (await screen.findAllByText('This model cannot go on from within a text.')).length,
    ).toBeGreaterThan(0)
    await user.click(screen.getByTitle(/bytes 20 6F 74 68 65 72/))
    expect(posted(calls)).toBeUndefined()
  })
})

describe('without probabilities', () => {
  it('says which models have them', async () => {
    const blind = aModel({
      id: 'blind',
      name: 'Blind',
      capabilities: { ...wren.capabilities, logprobs: false },
    })
    const change = (run: Run) => ({
      ...run,
      generations: run.generations.map((one) => ({
        ...one,
        modelId: 'blind',
        steps: [{ ...step, logprobs: [] }],
      })),
    })
    show({ models: [blind, wren], change })
    expect(await screen.findByText(/Blind does not tell how likely its tokens were./)).toBeTruthy()
    expect(await screen.findByText(/These models do: Wren base./)).toBeTruthy()
  })

  it('says that the run did not record them, and why not', async () => {
    const steps = [{ ...step, logprobs: [] }]
    show({ generation: { steps } })
    expect(await screen.findByText(/This run did not record/)).toBeTruthy()
    const parameters = { ...aVariant().parameters, maxTokens: 32_768 }
    show({
      generation: { steps },
      change: (run) => ({
        ...run,
        request: { ...run.request, variants: [aVariant({ parameters })], samples: 2 },
      }),
    })
    expect(await screen.findByText(/probabilities of so many tokens/)).toBeTruthy()
  })
})

describe('another model', () => {
  const view = (id: number | null, rank: number | null): TokenView => ({
    logprob: -1,
    rank,
    alternatives: [
      { id: rank === 1 ? id : 900, text: rank === 1 ? ' same' : ' choice', logprob: -0.5 },
      { id: 901, text: ' second', logprob: -1.5 },
    ],
  })
  const divergence = (generationId: string): Divergence => ({
    generationId,
    stepIndex: 0,
    modelId: 'wren-base',
    otherModelId: 'wren-dialog',
    otherModelInput: '<|bos|><|user|>Hi',
    tokens: logprobs.map(({ id, text }, index) => {
      const rank = [1, 1, 2, null][index] ?? null
      const shift = (['unshifted', 'unshifted', 'marginal', 'shifted'] as const)[index] ?? 'shifted'
      return { id, text, own: view(id, 1), other: view(id, rank), shift, klAtLeast: index / 2 }
    }),
  })

  it('marks what a sibling would not have written, and goes on from its choice', async () => {
    const sibling = aModel({ id: 'wren-dialog', name: 'Wren dialog', kind: 'dialog' })
    const stranger = aModel({ id: 'other', name: 'Other', family: 'other' })
    const answer = ({ path }: ApiCall) =>
      path.endsWith('/divergence') ? jsonAnswer(divergence(anId(11))) : null
    const { user, calls } = show({ models: [wren, sibling, stranger], answer })
    await user.click(await screen.findByRole('radio', { name: 'Another model' }))
    expect(await screen.findByText('Wren dialog would have picked 50% of these tokens itself.')).toBeTruthy()
    expect(posted(calls)?.body).toEqual({ modelId: 'wren-dialog', stepIndex: 0 })
    expect(screen.getByText(/at least 0.75 nats a token/)).toBeTruthy()
    await user.click(within(await strip()).getByRole('button', { name: '␣on, Shifted' }))
    const panel = await screen.findByRole('dialog', { name: 'Token 4 of 4' })
    expect(within(panel).getByText(/rank > 50/)).toBeTruthy()
    expect(within(panel).getByText('Divergence here at least 1.50 nats')).toBeTruthy()
    await user.click(within(panel).getByRole('button', { name: 'Continue from the choice of Wren dialog' }))
    await vi.waitFor(() => expect(posted(calls)?.path).toBe('/api/runs'))
    expect(posted(calls)?.body).toMatchObject({ branch: { tokenIndex: 3, tokenId: 900 } })
  })

  it('says when there is no sibling', async () => {
    const { user } = show()
    await user.click(await screen.findByRole('radio', { name: 'Another model' }))
    expect(await screen.findByText(/no other model of the family wren/)).toBeTruthy()
  })
})

describe('branches', () => {
  it('are listed, and compared with the text they were branched off', async () => {
    const original = aRun({ number: 200, request: aRunRequest({ variants: [aVariant()] }) })
    const point = { generationId: anId(201), stepIndex: 0, tokenIndex: 1, tokenId: 2 }
    const before = { ...original.generations[0], steps: [{ ...step, text: 'The cat sat on' }] }
    const items = [
      { generationId: anId(201), runId: anId(200), branch: null, tokenText: null, createdAt: 1 },
      { generationId: anId(11), runId: anId(10), branch: point, tokenText: ' fox', createdAt: 2 },
    ]
    const answer = ({ path }: ApiCall) => {
      if (path.endsWith('/branches')) return jsonAnswer({ items, nextCursor: null })
      return path.endsWith(anId(200)) ? jsonAnswer({ ...original, generations: [before] }) : null
    }
    const change = (run: Run) => ({ ...run, request: { ...run.request, branch: point } })
    const { user } = show({ answer, change })
    const list = await screen.findByRole('list', { name: 'Branches' })
    expect(
      within(list)
        .getAllByRole('button')
        .map((one) => one.textContent),
    ).toEqual(['Original', '“fox” at 2'])
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    expect((await screen.findByText('cat')).tagName).toBe('DEL')
    expect(screen.getByText('fox').tagName).toBe('INS')
    expect(screen.getByRole('img', { name: 'Branched here' }).previousSibling?.textContent).toBe('The')
    await user.click(within(list).getByRole('button', { name: 'Original' }))
    await vi.waitFor(() => expect(useRunStore.getState().shownByColumn['base']).toBe(anId(201)))
  })
})
