import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { Run } from '@trialogue/contract'
import { aModel, anId, aPromptContent, aRun, aRunRequest, aStep } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiCall, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, renderPart } from '../../lib/test-page.tsx'
import { CompareColumn } from './compare-column.tsx'
import { en } from './locales/en.ts'
import { recallRun, resetRuns, showNewRun } from './run-store.ts'

const content = aPromptContent({
  columns: aPromptContent().columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, temperature: 0.7, seed: 7 },
  })),
})

/** A run of the base and dialog columns that has ended: one sample of each for every text. */
function endedRun(number: number, texts: readonly string[]): Run {
  const variants = aRunRequest().variants.filter(({ id }) => id !== 'instruct')
  const run = aRun({ number, request: aRunRequest({ variants, samples: texts.length }) })
  return {
    ...run,
    status: 'completed',
    generations: run.generations.map((generation) => ({
      ...generation,
      status: 'completed',
      finishReason: 'stop',
      steps: [aStep({ text: texts[generation.sampleIndex] ?? '' })],
    })),
  }
}

const first = endedRun(100, ['He has eleven balls.'])
const second = endedRun(200, ['He has eleven red balls.', '{"balls": 11}'])

afterEach(() => vi.unstubAllGlobals())
beforeEach(() => resetRuns())

let calls: readonly ApiCall[]
const output = () => screen.getByRole('region', { name: /^Output of/ })
const press = (user: UserEvent, name: string | RegExp) => user.click(screen.getByRole('button', { name }))

/** Shows the base column, after the runs given. */
async function showColumn(runs: readonly Run[]): Promise<UserEvent> {
  openContent(content)
  const [column] = content.columns
  if (column === undefined) throw new Error('The content has no column.')
  calls = stubApi(({ path, method, body }) => {
    if (path === '/api/models') return jsonAnswer({ items: [aModel()], nextCursor: null })
    if (method === 'POST') return jsonAnswer(aRun({ number: 900, request: aRunRequest(body as object) }), 202)
    return jsonAnswer([...runs, first].find(({ id }) => path.endsWith(id)))
  })
  runs.forEach(showNewRun)
  const user = renderPart(<CompareColumn column={column} number={1} preview={null} previewError={null} />, {
    compare: en,
  })
  await screen.findByText('Base')
  return user
}

describe('the samples of all runs', () => {
  it('are leafed through, the latest run first in sight, nothing lost', async () => {
    const user = await showColumn([first, second])
    expect(await screen.findByText('He has eleven red balls.')).toBeTruthy()
    expect(screen.getByText('2/3')).toBeTruthy()
    await press(user, 'Previous sample')
    expect(await screen.findByText('He has eleven balls.')).toBeTruthy()
    await press(user, 'Next sample')
    await press(user, 'Next sample')
    expect(await screen.findByText('{"balls": 11}')).toBeTruthy()
  })

  it('are listed with when and how they were written', async () => {
    const user = await showColumn([first, second])
    await user.click(await screen.findByText('2/3'))
    const list = await screen.findByRole('dialog', { name: 'All samples of this column' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(3)
    const [oldest] = within(list).getAllByRole('button')
    expect(oldest?.textContent).toMatch(/2025.*Done.*wren-base · T 0 · p 1 · 128 · seed 7/)
    if (oldest !== undefined) await user.click(oldest)
    expect(await screen.findByText('He has eleven balls.')).toBeTruthy()
  })

  it('come back in order after the page was loaded again', async () => {
    await showColumn([second])
    recallRun(first)
    recallRun(second)
    expect(await screen.findByText('2/3')).toBeTruthy()
    expect(screen.getByText('He has eleven red balls.')).toBeTruthy()
  })

  it('get one more with a new seed, though the seed is locked', async () => {
    const user = await showColumn([first])
    await press(user, 'One more sample, with a new seed')
    const posted = calls.findLast(({ method }) => method === 'POST')
    expect(posted).toMatchObject({
      path: '/api/runs',
      body: { samples: 1, variants: [{ id: 'base', parameters: { seed: null, temperature: 0.7 } }] },
    })
  })
})

describe('one column by itself', () => {
  it('is stopped while the others go on', async () => {
    const running = { ...second, status: 'running' } as const
    const writing = running.generations.map(
      (one) => ({ ...one, status: 'decoding', finishReason: null }) as const,
    )
    const user = await showColumn([{ ...running, generations: writing }])
    await press(user, 'Cancel this column')
    const own = writing.filter(({ variantId }) => variantId === 'base').map(({ id }) => id)
    expect(calls.findLast(({ method }) => method === 'POST')).toMatchObject({
      path: `/api/runs/${anId(200)}/cancel`,
      body: { generationIds: own },
    })
    expect(own).toHaveLength(2)
  })
})

describe('a pinned baseline', () => {
  const marked = (tag: 'ins' | 'del') =>
    [...output().querySelectorAll(tag)].map(({ textContent }) => textContent)

  it('is what another sample is compared with, word by word and in a sentence', async () => {
    const user = await showColumn([first, second])
    await press(user, 'Previous sample')
    await press(user, 'Pin as baseline')
    expect(screen.getByText('Baseline')).toBeTruthy()
    await press(user, 'Next sample')
    const sentence = 'Compared with the baseline by wren-base: words added 1, removed 0.'
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect([marked('ins'), marked('del')]).toEqual([['red '], []])

    await press(user, 'Show what differs from the baseline')
    expect([marked('ins'), output().textContent]).toEqual([[], 'He has eleven red balls.'])
    await press(user, 'Previous sample')
    const [unpin] = screen.getAllByRole('button', { name: 'Unpin the baseline' })
    if (unpin !== undefined) await user.click(unpin)
    expect(screen.queryByText('Baseline')).toBeNull()
  })
})

describe('a finished text', () => {
  it('is shown as JSON where it is JSON', async () => {
    const user = await showColumn([second])
    await press(user, 'Show the text as')
    const item = await screen.findByRole('menuitemcheckbox', { name: /^JSON/ })
    expect([item.getAttribute('aria-disabled'), item.textContent]).toEqual([
      'true',
      'JSONThe text is not JSON.',
    ])
    await user.keyboard('{Escape}')
    await press(user, 'Next sample')
    await press(user, 'Show the text as')
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'JSON' }))
    expect(output().textContent).toBe('{\n  "balls": 11\n}')
  })
})
