import { screen, waitFor, within } from '@testing-library/react'
import type { Generation, Run } from '@trialogue/contract'
import {
  anId,
  anItem,
  aPromptBody,
  aPromptContent,
  aRun,
  aRunRequest,
  aRunSummary,
  aStep,
} from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CodeSubject } from '../../lib/code-subject.ts'
import { jsonAnswer } from '../../lib/stub-api.ts'
import { testPromptId } from '../../lib/test-page.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { RunPage } from './run-page.tsx'
import type { RunSearch } from './run-search.ts'
import { renderHistory, serveRuns } from './test-history.tsx'
import { toPromptContent } from './to-prompt-content.ts'

/** A run whose generations all wrote a text, each of the one given for its place. */
function anEndedRun(number: number, texts: readonly string[], change: Partial<Run> = {}): Run {
  const run = aRun({ number, request: aRunRequest(), ...change })
  const generations = run.generations.map(
    (generation, index): Generation => ({
      ...generation,
      status: 'completed',
      finishReason: 'stop',
      queuePosition: null,
      modelSha256: `${index}`.repeat(64),
      executionProvider: 'cpu',
      mode: 'exact',
      steps: [
        aStep({
          modelInput: `<|bos|>What ${generation.modelId} read`,
          text: texts[index] ?? '',
          tokenIds: [1, 2],
          finishReason: 'stop',
          usage: { promptTokens: 12, completionTokens: 2, cachedTokens: 0 },
          timings: { queuedMs: 0, ttftMs: 8, prefillMs: 8, decodeMs: 4 },
        }),
      ],
      answer: texts[index] ?? null,
      finishedAt: generation.createdAt + 20,
    }),
  )
  return { ...run, status: 'completed', generations, finishedAt: run.createdAt + 20 }
}

beforeEach(() => useWorkspace.getState().close())
afterEach(() => vi.unstubAllGlobals())

function show(runId: string, search: RunSearch = {}) {
  const searches: RunSearch[] = []
  const codes: CodeSubject[] = []
  const rendered = renderHistory(
    <RunPage
      runId={runId}
      search={search}
      onSearch={(next) => searches.push(next)}
      onCode={(code) => codes.push(code)}
      corner={null}
      menu={null}
    />,
  )
  return { ...rendered, searches, codes }
}

const outputs = (model: string) => screen.findByRole('region', { name: `Outputs of ${model}` })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })

describe('an old run', () => {
  it('shows exactly what was asked, of whom, and what each read and wrote', async () => {
    const body = aPromptBody({ system: 'Be brief.' })
    const run = anEndedRun(100, [' Eleven.', ' 11', ' He has 11.'], { request: aRunRequest({ body }) })
    serveRuns([run])
    const { person } = show(run.id)
    const asked = await screen.findByRole('region', { name: 'What was asked' })
    expect(asked.textContent).toContain('Be brief.')
    expect(asked.textContent).toContain('Roger has {{balls}} tennis balls.')
    expect(asked.textContent).toContain('cans2')
    const base = await outputs('wren-base')
    expect(base.textContent).toContain('Eleven.')
    expect(base.textContent).toContain('In / out12 / 2')
    expect(base.textContent).toContain('Seed7')
    expect(base.textContent).toContain('Devicecpu, exact')
    expect(base.textContent).toContain('Weights000000000000')
    await person.click(within(base).getByText('What the model read and wrote, 1 call'))
    expect(within(base).getByText('<|bos|>What wren-base read')).toBeTruthy()
    within(base).getByRole('button', { name: 'Verify' })
    expect((await outputs('wren-dialog')).textContent).toContain('He has 11.')
  })

  it('leafs through its items', async () => {
    const request = aRunRequest({ items: [anItem(), anItem({ reference: 'eleven' })] })
    const run = anEndedRun(100, ['a', 'b', 'c', 'd', 'e', 'f'], { request })
    serveRuns([run])
    const { person, searches } = show(run.id, { item: 2 })
    expect((await outputs('wren-base')).textContent).toContain('b')
    expect(screen.getByText('eleven')).toBeTruthy()
    await person.click(button('Previous item'))
    expect(searches).toEqual([{ item: 1 }])
  })

  it('hands over what code is wanted for, with the seeds it was written with', async () => {
    const run = anEndedRun(100, [])
    serveRuns([run])
    const { person, codes } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Get code for wren-dialog' }))
    expect(codes).toMatchObject([
      {
        shownId: 'dialog',
        variants: run.request.variants.map(({ id }) => ({ id, parameters: { seed: 7 } })),
      },
    ])
  })

  it('says that there is none', async () => {
    serveRuns([])
    show(anId(900))
    await screen.findByRole('heading', { name: 'There is no such run' })
    expect(screen.getByRole('link').getAttribute('href')).toBe('/history')
  })

  it('offers to go on where the server had stopped', async () => {
    const run: Run = { ...anEndedRun(100, []), status: 'interrupted', finishedAt: null }
    const calls = serveRuns([run], ({ method }) =>
      method === 'POST' ? jsonAnswer({ ...run, status: 'completed' }, 202) : undefined,
    )
    const { person } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Continue' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull())
    expect(calls.map(({ path }) => path)).toContain(`/api/runs/${run.id}/resume`)
  })
})

describe('running it again', () => {
  it('asks exactly the same and shows the new run beside the old one', async () => {
    const run = anEndedRun(100, [])
    const again = anEndedRun(200, [])
    const calls = serveRuns([run], ({ method }) => (method === 'POST' ? jsonAnswer(again, 202) : undefined))
    const { person, address } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Run again' }))
    await waitFor(() => expect(address()).toBe(`/runs/${again.id}?with=${run.id}`))
    expect(calls.find(({ method }) => method === 'POST')).toMatchObject({
      path: '/api/runs',
      body: run.request,
    })
  })
})

describe('beside another run', () => {
  it('says what is the same, and marks the words that are not', async () => {
    const before = anEndedRun(100, [' He has ten balls.', ' same', ' c'])
    const body = aPromptBody({ system: 'Be brief.' })
    const after = anEndedRun(200, [' He has eleven balls.', ' same'], { request: aRunRequest({ body }) })
    serveRuns([before, after])
    const { person, searches } = show(after.id, { with: before.id })
    const base = await outputs('wren-base')
    await within(base).findByText('Different text')
    expect(base.querySelector('del')?.textContent).toBe('ten')
    expect(base.querySelector('ins')?.textContent).toBe('eleven')
    within(await outputs('wren-instruct')).getByText('Same text')
    await person.click(screen.getByText('What was asked differs'))
    expect(screen.getAllByText(/Be brief\./).some(({ tagName }) => tagName === 'INS')).toBe(true)
    await person.click(button('End comparison'))
    expect(searches).toEqual([{}])
  })

  it('is chosen among those of the same prompt', async () => {
    const request = aRunRequest({ promptId: testPromptId })
    const run = anEndedRun(100, [], { request })
    const items = [aRunSummary({ id: run.id }), aRunSummary({ id: anId(7), outputLine: 'The other answer' })]
    const calls = serveRuns([run], ({ path }) =>
      path.startsWith('/api/runs?') ? jsonAnswer({ items, nextCursor: null }) : undefined,
    )
    const { person, searches } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Compare with…' }))
    await person.click(await screen.findByText('The other answer'))
    expect(searches).toEqual([{ with: anId(7) }])
    expect(calls.some(({ path }) => path.includes(`promptId=${testPromptId}`))).toBe(true)
  })
})

describe('opening it in the playground', () => {
  const request = aRunRequest({ promptId: testPromptId, body: aPromptBody({ system: 'As it was.' }) })
  const run = anEndedRun(100, [], { request })
  const prompt = { id: testPromptId, name: 'Balls', latestVersion: 1, createdAt: 0, updatedAt: 0 }
  const copy = { ...prompt, id: anId(77) }
  const draftOf = (content: object, revision: number, baseVersion: number | null) => ({
    ...{ promptId: testPromptId, revision, baseVersion, content, updatedAt: 0 },
  })

  const aVersion = (number: number, content: object) => ({
    ...{ id: anId(number), promptId: testPromptId, number, parentNumber: null, restoredFromNumber: null },
    ...{ message: '', contentSha256: 'x', createdAt: 0, content },
  })

  /** A server whose draft holds `content`, and whose version 1 holds `saved`. */
  function serveDraft(content: object, saved: object | null) {
    const routes: Record<string, (body: unknown) => Response> = {
      [`GET /api/prompts/${testPromptId}`]: () => jsonAnswer(prompt),
      [`GET /api/prompts/${testPromptId}/draft`]: () =>
        jsonAnswer(draftOf(content, 5, saved === null ? null : 1)),
      [`GET /api/prompts/${testPromptId}/versions/1`]: () => jsonAnswer(aVersion(1, saved ?? content)),
      [`GET /api/prompts/${testPromptId}/versions/2`]: () => jsonAnswer(aVersion(2, content)),
      [`POST /api/prompts/${testPromptId}/versions`]: () =>
        jsonAnswer({ version: aVersion(2, content), draft: draftOf(content, 6, 2) }, 201),
      [`PUT /api/prompts/${testPromptId}/draft`]: (body) => {
        const sent = body as { content: object; revision: number; baseVersion: number | null }
        return jsonAnswer(draftOf(sent.content, sent.revision + 1, sent.baseVersion))
      },
      'POST /api/prompts': (body) => {
        const { content: first } = body as { content: object }
        return jsonAnswer({ prompt: copy, draft: { ...draftOf(first, 1, null), promptId: copy.id } }, 201)
      },
    }
    return serveRuns([run], ({ method, path, body }) => routes[`${method} ${path}`]?.(body))
  }

  it('saves what no version holds, then puts the run in its place', async () => {
    const unsaved = aPromptContent({ samples: 5 })
    const calls = serveDraft(unsaved, aPromptContent())
    const { person, address } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Open in playground' }))
    await person.click(await screen.findByRole('button', { name: 'Save the draft, then open' }))
    await waitFor(() => expect(address()).toBe(`/p/${testPromptId}`))
    const writes = calls.filter(({ method }) => method !== 'GET')
    expect(writes.map(({ method }) => method)).toEqual(['POST', 'PUT'])
    expect(writes[0]?.body).toMatchObject({ content: unsaved })
    expect(writes[1]?.body).toMatchObject({ revision: 6, baseVersion: 2, content: toPromptContent(run, 0) })
    expect(useWorkspace.getState().open?.content.body.system).toBe('As it was.')
  })

  it('saves nothing where a version holds the draft', async () => {
    const calls = serveDraft(aPromptContent(), aPromptContent())
    const { person, address } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Open in playground' }))
    await person.click(await screen.findByRole('button', { name: 'Open' }))
    await waitFor(() => expect(address()).toBe(`/p/${testPromptId}`))
    expect(calls.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual(['PUT'])
  })

  it('can make a new prompt of it', async () => {
    const calls = serveDraft(aPromptContent(), null)
    const { person, address } = show(run.id)
    await person.click(await screen.findByRole('button', { name: 'Open in playground' }))
    await person.click(await screen.findByRole('button', { name: 'Open as a new prompt' }))
    await waitFor(() => expect(address()).toBe(`/p/${copy.id}`))
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'Copy of Balls',
      content: toPromptContent(run, 0),
    })
  })
})
