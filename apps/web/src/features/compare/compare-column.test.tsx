import { screen, within } from '@testing-library/react'
import type { Generation } from '@trialogue/contract'
import { aModel, anId, aPromptContent, aRun, aRunRequest, aStep } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { CompareColumn } from './compare-column.tsx'
import { en } from './locales/en.ts'
import { resetRuns, useRunStore } from './run-store.ts'

const content = aPromptContent()
const zeroShot = { ...content.reasoning, strategy: 'zero-shot' } as const

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => resetRuns())

/** Shows the first column with a run of `samples` generations of it, each changed as told. */
async function showColumn(
  change: Partial<Generation> | ((sampleIndex: number) => Partial<Generation>),
  samples = 1,
) {
  openContent(content)
  const [column] = content.columns
  const variant = aRunRequest().variants.slice(0, 1)
  const queued = aRun({ request: aRunRequest({ variants: variant, samples }) })
  const run = {
    ...queued,
    generations: queued.generations.map((one) => ({
      ...one,
      ...(typeof change === 'function' ? change(one.sampleIndex) : change),
    })),
  }
  const calls = stubApi((call: ApiCall) => {
    if (call.path === '/api/models') return jsonAnswer({ items: [aModel()], nextCursor: null })
    if (call.method === 'GET') return jsonAnswer(run)
    return errorAnswer('ENGINE_BUSY', 503)
  })
  useRunStore.setState({ runIdsByColumn: { base: [run.id] } })
  if (column === undefined) throw new Error('The content has no column.')
  const part = <CompareColumn column={column} number={1} preview={null} previewError={null} />
  const user = renderPart(part, { compare: en })
  await screen.findByText('Base')
  return { user, calls, output: () => screen.getByRole('region', { name: 'Output of Wren base' }) }
}

describe('states, always in words', () => {
  it.each([
    [{ status: 'queued', queuePosition: 2 }, 'Queued, 2 ahead'],
    [{ status: 'loading', progress: 0.43 }, 'Loading model 43 %'],
    [
      {
        status: 'prefilling',
        progress: 0.5,
        steps: [aStep({ usage: { promptTokens: 1_024, completionTokens: 0, cachedTokens: 0 } })],
      },
      'Reading prompt 512/1,024',
    ],
    [{ status: 'decoding' }, 'Writing'],
    [{ status: 'completed', finishReason: 'stop' }, 'Done'],
    [{ status: 'completed', finishReason: 'length' }, 'Reached the token limit'],
    [{ status: 'failed', finishReason: 'error' }, 'Failed'],
    [{ status: 'interrupted' }, 'Interrupted'],
  ] satisfies [Partial<Generation>, string][])('%j', async (change, words) => {
    await showColumn(change)
    expect(await screen.findByText(words)).toBeTruthy()
  })

  it('counts the tokens of a stopped generation', async () => {
    const usage = { promptTokens: 9, completionTokens: 83, cachedTokens: 0 }
    await showColumn({ status: 'completed', finishReason: 'cancelled', steps: [aStep({ usage })] })
    expect(await screen.findByText('Stopped at 83 tokens')).toBeTruthy()
  })

  it('says that the connection was lost while it still writes', async () => {
    await showColumn({ status: 'decoding', runId: anId(77) })
    useRunStore.setState({ connections: { [anId(77)]: 'waiting' } })
    expect(await screen.findByText('Connection lost, trying again')).toBeTruthy()
  })
})

describe('what was written', () => {
  it('is busy while it grows and shows the text as it is', async () => {
    const { output } = await showColumn({ status: 'decoding', steps: [aStep({ text: ' **Eleven**\n- x' })] })
    expect((await screen.findByText(/\*\*Eleven\*\*/)).textContent).toBe('**Eleven**\n- x')
    expect(output().getAttribute('aria-busy')).toBe('true')
  })

  it('folds the reasoning away from the answer, and shows the phrase that asked for it', async () => {
    const { user, output } = await showColumn({
      status: 'completed',
      finishReason: 'stop',
      reasoning: zeroShot,
      answer: '11',
      reasoningText: 'He starts with 5.',
      steps: [
        aStep({
          kind: 'reasoning',
          text: ' He starts with 5.',
          usage: { promptTokens: 30, completionTokens: 6, cachedTokens: 0 },
          timings: { queuedMs: 0, ttftMs: 1, prefillMs: 200, decodeMs: 1_000 },
        }),
        aStep({ kind: 'answer', text: ' 11.' }),
      ],
    })
    const fold = await screen.findByRole('button', { name: /Reasoning · 6 tokens · 1.2 s/ })
    expect(within(output()).getByText('11')).toBeTruthy()
    expect(within(output()).getByText('Therefore, the answer (arabic numerals) is')).toBeTruthy()
    expect(screen.queryByText('He starts with 5.')).toBeNull()
    await user.click(fold)
    expect(screen.getByText('He starts with 5.')).toBeTruthy()
  })

  it('says that no answer was found, and that nothing was written', async () => {
    const steps = [aStep({ kind: 'reasoning', text: 'Hm.' }), aStep({ kind: 'answer', text: ' ?' })]
    await showColumn({ status: 'completed', finishReason: 'stop', reasoning: zeroShot, steps })
    expect(await screen.findByText('No answer found in the text')).toBeTruthy()
    await showColumn({ status: 'completed', finishReason: 'stop', steps: [aStep({})] })
    expect(await screen.findByText('The model wrote nothing.')).toBeTruthy()
  })

  it('says that a sample out of sight has failed, and leads to it', async () => {
    const error = { code: 'MODEL_PROCESS_CRASHED', message: 'It crashed.', details: {} } as const
    const { user } = await showColumn(
      (sampleIndex) =>
        sampleIndex === 2
          ? { status: 'failed', finishReason: 'error', error }
          : { status: 'completed', finishReason: 'stop' },
      3,
    )
    expect(await screen.findByText('Done')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '1 failed' }))
    expect(await screen.findByText(/stopped unexpectedly/)).toBeTruthy()
    expect(screen.getByText('3/3')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '1 failed' })).toBeNull()
  })

  it('leafs through samples', async () => {
    const { user } = await showColumn({ status: 'decoding' }, 3)
    expect(await screen.findByText('1/3')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Next sample' }))
    expect(screen.getByText('2/3')).toBeTruthy()
  })

  it('tells when the prompt has changed since', async () => {
    await showColumn({ status: 'completed', finishReason: 'stop' })
    await screen.findByText('Done')
    expect(screen.queryByText('changed since')).toBeNull()
    openContent({ ...openedContent(), values: [] })
    expect(await screen.findByText('changed since')).toBeTruthy()
  })
})

describe('trouble', () => {
  it('says what happened beside what was written, and runs the column again', async () => {
    const { user, calls } = await showColumn({
      status: 'failed',
      finishReason: 'error',
      error: { code: 'MODEL_PROCESS_CRASHED', message: 'Gone.', details: {} },
      steps: [aStep({ text: 'So far' })],
    })
    expect(await screen.findByText(/stopped unexpectedly/)).toBeTruthy()
    expect(screen.getByText('So far')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(calls.findLast(({ method }) => method === 'POST')).toMatchObject({
      path: '/api/runs',
      body: { variants: [{ id: 'base' }] },
    })
    expect(useRunStore.getState().error?.code).toBe('ENGINE_BUSY')
  })

  it('offers to continue an interrupted run', async () => {
    const { user, calls } = await showColumn({ status: 'interrupted' })
    await user.click(await screen.findByRole('button', { name: 'Continue' }))
    expect(calls.at(-1)?.path).toMatch(/^\/api\/runs\/[0-9a-f-]+\/resume$/)
  })
})
