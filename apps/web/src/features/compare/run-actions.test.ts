import { QueryClient } from '@tanstack/react-query'
import { routes } from '@trialogue/contract'
import { aModel, anId, aPromptContent, aRun, aRunRequest } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { modelsQuery } from '../../lib/queries/models.ts'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, testPromptId } from '../../lib/test-page.tsx'
import { recallRuns } from './recall-runs.ts'
import { startRun } from './run-actions.ts'
import { resetRuns, useRunStore } from './run-store.ts'

const content = aPromptContent()
let queryClient = new QueryClient()

beforeEach(() => {
  resetRuns()
  queryClient = new QueryClient()
  const items = content.columns.map(({ modelId }) => aModel({ id: modelId }))
  queryClient.setQueryData(modelsQuery.queryKey, { items, nextCursor: null })
})
afterEach(() => vi.unstubAllGlobals())

const requestOf = ({ body }: ApiCall) => routes.createRun.body.parse(body)
const askedOf = (calls: readonly ApiCall[]) =>
  calls.map((call) => requestOf(call).variants.map(({ id }) => id))

describe('a run of all columns', () => {
  it('leaves out the ones whose models are not installed', async () => {
    const columns = content.columns.map((column) =>
      column.id === 'instruct' ? { ...column, modelId: 'hf:gone/away' } : column,
    )
    openContent({ ...content, columns })
    const calls = stubApi((call) => jsonAnswer(aRun({ request: requestOf(call) }), 202))
    await startRun(queryClient)
    expect(askedOf(calls)).toEqual([['base', 'dialog']])
    expect(Object.keys(useRunStore.getState().runIdsByColumn)).toEqual(['base', 'dialog'])
  })

  it('asks all the same where none is, to hear why', async () => {
    queryClient.setQueryData(modelsQuery.queryKey, { items: [], nextCursor: null })
    openContent(content)
    const calls = stubApi(() => errorAnswer('MODEL_NOT_FOUND', 404))
    await startRun(queryClient)
    expect(askedOf(calls)).toEqual([['base', 'instruct', 'dialog']])
    expect(useRunStore.getState()).toMatchObject({ pending: null, error: { code: 'MODEL_NOT_FOUND' } })
  })

  it('shows the ones that were taken when a column’s own prompt is refused, and says why', async () => {
    const own = { ...content.body, text: { template: 'Why {{not}}?' } }
    const columns = content.columns.map((column) =>
      column.id === 'base' ? { ...column, body: own } : column,
    )
    openContent({ ...content, columns })
    stubApi((call) => {
      const request = requestOf(call)
      const isOwn = request.variants.some(({ id }) => id === 'base')
      return isOwn ? errorAnswer('UNFILLED_VARIABLE', 400) : jsonAnswer(aRun({ number: 50, request }), 202)
    })
    await startRun(queryClient)
    const { runIdsByColumn, error, pending } = useRunStore.getState()
    expect(runIdsByColumn).toEqual({ instruct: [anId(50)], dialog: [anId(50)] })
    expect([error?.code, pending]).toEqual(['UNFILLED_VARIABLE', null])
  })

  it('is not started while a column of it writes', async () => {
    openContent(content)
    const calls = stubApi((call) => jsonAnswer(aRun({ request: requestOf(call) }), 202))
    await startRun(queryClient, ['base'])
    await startRun(queryClient)
    await startRun(queryClient, ['dialog'])
    expect(askedOf(calls)).toEqual([['base'], ['dialog']])
  })
})

describe('after the page was loaded again', () => {
  /** Runs of all columns, the newest first, that wrote so many tokens each. */
  function answerWith(counts: readonly number[]): readonly ApiCall[] {
    const items = counts.map((completion, index) => ({
      ...aRun({ number: (counts.length - index) * 100, request: aRunRequest() }),
      tokens: { prompt: 1, completion },
    }))
    return stubApi(({ path }) => {
      const found = items.find(({ id }) => path === `/api/runs/${id}`)
      if (found === undefined) return jsonAnswer({ items: items.map(toSummary), nextCursor: null })
      const { tokens: _, ...run } = found
      return jsonAnswer(run)
    })
  }

  function toSummary({ request: _, generations: __, ...run }: ReturnType<typeof aRun> & { tokens: unknown }) {
    const models = [{ modelId: 'wren-base', modelKind: 'base' }]
    const texts = { promptName: null, promptType: 'text', promptLine: '', outputLine: null }
    const counts = { itemCount: 1, sampleCount: 1, generationCount: 3, completedCount: 3, failedCount: 0 }
    return { ...run, ...texts, ...counts, models, strategies: ['off'] }
  }

  it('finds the runs of each column, oldest first', async () => {
    openContent(content)
    answerWith([100, 100, 100])
    await recallRuns(queryClient, testPromptId)
    expect(useRunStore.getState().runIdsByColumn['dialog']).toEqual([anId(100), anId(200), anId(300)])
  })

  it('reads no more than some large ones', async () => {
    openContent(content)
    const calls = answerWith([15_000, 15_000, 15_000])
    await recallRuns(queryClient, testPromptId)
    expect(useRunStore.getState().runIdsByColumn['base']).toEqual([anId(300)])
    expect(calls).toHaveLength(2)
  })
})
