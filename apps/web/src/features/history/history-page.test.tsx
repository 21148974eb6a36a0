import { screen, waitFor, within } from '@testing-library/react'
import type { RunSummary } from '@trialogue/contract'
import { anId, aRunSummary } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { HistoryPage } from './history-page.tsx'
import type { HistorySearch } from './history-search.ts'
import { renderHistory } from './test-history.tsx'

afterEach(() => vi.unstubAllGlobals())

/** A server that lists these runs, in pages of two. */
function listing(runs: readonly RunSummary[]) {
  return stubApi(({ path }) => {
    if (!path.startsWith('/api/runs')) return jsonAnswer({ items: [], nextCursor: null })
    const start = Number(new URLSearchParams(path.split('?')[1]).get('cursor') ?? 0)
    const next = start + 2 < runs.length ? String(start + 2) : null
    return jsonAnswer({ items: runs.slice(start, start + 2), nextCursor: next })
  })
}

function show(search: HistorySearch = {}) {
  const searches: HistorySearch[] = []
  const rendered = renderHistory(
    <HistoryPage search={search} onSearch={(next) => searches.push(next)} corner={null} menu={null} />,
  )
  return { ...rendered, searches }
}

const day = 86_400_000

describe('the list', () => {
  it('shows each run by its day, with what was asked, what was answered and how that went', async () => {
    const now = Date.now()
    const failed = aRunSummary({
      id: anId(3),
      promptName: null,
      promptVersion: 4,
      createdAt: now - day,
      generationCount: 6,
      sampleCount: 2,
      failedCount: 1,
      completedCount: 5,
      outputLine: null,
      strategies: ['zero-shot'],
    })
    listing([aRunSummary({ createdAt: now }), failed])
    show()
    const [today, yesterday] = (await screen.findAllByRole('heading', { level: 2 })).map(
      (heading) => heading.parentElement,
    )
    expect(today?.textContent).toMatch(
      /^TodayTennis ballsBaseRoger has \{\{balls\}\} tennis balls\.answered withHe has 11\.1 output50 \/ 7 tokens1\.25 snow$/,
    )
    expect(yesterday?.textContent).toContain('Without a prompt of its ownv4')
    expect(yesterday?.textContent).toContain('1 of 6 failedZero-shot2 samples')
    const link = screen.getAllByRole('link')[0]
    expect(link?.getAttribute('href')).toBe(`/runs/${anId(0)}`)
    expect(link?.querySelector('time')?.title).toMatch(/\d{4}/)
  })

  it('goes on where it ended', async () => {
    listing([1, 2, 3].map((number) => aRunSummary({ id: anId(number), promptName: `Prompt ${number}` })))
    const { person } = show()
    await screen.findByText('Prompt 2')
    expect(screen.queryByText('Prompt 3')).toBeNull()
    await person.click(screen.getByRole('button', { name: 'Show older runs' }))
    await screen.findByText('Prompt 3')
    expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull()
  })

  it('is walked with the arrow keys', async () => {
    listing([1, 2].map((number) => aRunSummary({ id: anId(number), promptName: `Prompt ${number}` })))
    const { person } = show()
    const first = (await screen.findByText('Prompt 1')).closest('a')
    const second = screen.getByText('Prompt 2').closest('a')
    first?.focus()
    await person.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(second)
    await person.keyboard('{ArrowDown}{Home}')
    expect(document.activeElement).toBe(first)
  })

  it('teaches what it is for while nothing was run', async () => {
    listing([])
    show()
    await screen.findByText(/^No runs yet\. Every run is kept here/)
    expect(screen.getByRole('link', { name: 'Run a prompt in the playground' }).getAttribute('href')).toBe(
      '/',
    )
  })

  it('says what went wrong, and asks again', async () => {
    stubApi(() => errorAnswer('INTERNAL', 500))
    const { person } = show()
    await screen.findByText(/The runs could not be read/)
    listing([aRunSummary()])
    await person.click(screen.getByRole('button', { name: 'Retry' }))
    await screen.findByText('Tennis balls')
  })
})

describe('the filters', () => {
  it('are asked of the server as the address has them', async () => {
    const calls = listing([aRunSummary()])
    show({ q: 'a "b"', prompt: anId(1), model: 'wren-base', status: 'failed', from: '2026-11-24' })
    await screen.findByText('Tennis balls')
    const asked = new URLSearchParams(
      calls.find(({ path }) => path.startsWith('/api/runs'))?.path.split('?')[1],
    )
    expect(Object.fromEntries(asked)).toEqual({
      q: 'a "b"',
      promptId: anId(1),
      modelId: 'wren-base',
      status: 'failed',
      from: String(new Date(2026, 10, 24).getTime()),
    })
  })

  it('take what is typed once somebody pauses', async () => {
    listing([aRunSummary()])
    const { person, searches } = show({ status: 'failed' })
    await person.type(screen.getByRole('searchbox', { name: 'Search prompts and outputs' }), 'ball')
    await waitFor(() => expect(searches).toEqual([{ status: 'failed', q: 'ball' }]))
  })

  it('can all be cleared where nothing matches', async () => {
    listing([])
    const { person, searches } = show({ q: 'nothing' })
    const status = await screen.findByText('No run matches.')
    await person.click(
      within(status.parentElement ?? document.body).getByRole('button', { name: 'Clear filters' }),
    )
    expect(searches).toEqual([{}])
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('nothing')
  })
})
