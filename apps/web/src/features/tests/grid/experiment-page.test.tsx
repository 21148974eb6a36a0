import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { jsonAnswer } from '../../../lib/stub-api.ts'
import { aCell, aComparison, anExperiment, showTests, testExperimentId } from '../test-tests.tsx'

afterEach(() => vi.unstubAllGlobals())

const at = { experiment: testExperimentId }
const cells = () => screen.getAllByRole('gridcell').map(({ textContent }) => textContent)

describe('an experiment', () => {
  it('shows cases by variants, and what the server tells as it happens', async () => {
    const { tell } = showTests(at)
    await screen.findByText('answer 0')
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Case',
      'wren-instruct · no chain-of-thought',
      'wren-instruct · zero-shot chain-of-thought',
    ])
    tell({ type: 'experiment.cells', cells: [aCell(3, { preview: 'as it is now' })] })
    await screen.findByText('as it is now')
    const counts = { total: 500, pending: 365, running: 0, done: 132, failed: 3, unscored: 0 }
    tell({
      type: 'experiment.state',
      experiment: anExperiment({ status: 'running', counts, remainingMs: 120_000 }),
    })
    expect(await screen.findByText('135/500 · 3 failed · 2 min left')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy()
  })

  it('is walked, selected, rated and opened by keys', async () => {
    const { person, calls, searches } = showTests(at, {}, ({ method, path }) => {
      if (method === 'PUT') {
        const cell = aCell(3, { rating: { value: 4, comment: '' } })
        const rating = { value: 4, comment: '', ratedAt: 0 }
        const item = { values: [], reference: null }
        return jsonAnswer({ cell, item, scores: [], rating, runId: null, generation: null })
      }
      return path.endsWith('/cells/run') ? jsonAnswer(anExperiment({ status: 'running' }), 202) : undefined
    })
    await screen.findByText('answer 0')
    screen.getByRole('grid').focus()
    await person.keyboard('{ArrowDown}{ArrowRight}4')
    await screen.findByText('rated 4')
    expect(calls.find(({ method }) => method === 'PUT')).toMatchObject({
      path: `/api/experiments/${testExperimentId}/cells/3/rating`,
      body: { value: 4, comment: '' },
    })
    await person.keyboard(' ')
    await person.click(screen.getByRole('button', { name: 'Run 1 selected cell again' }))
    expect(calls.find(({ path }) => path.endsWith('/cells/run'))?.body).toEqual({
      which: 'chosen',
      cells: [3],
    })
    screen.getByRole('grid').focus()
    await person.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Case 2' })
    expect(searches.at(-1)).toEqual({ ...at, cell: 3 })
    expect(await within(dialog).findByText('Read 2, expected 2 to 2.')).toBeTruthy()
    await person.click(within(dialog).getByRole('button', { name: 'Previous case' }))
    expect(searches.at(-1)).toEqual({ ...at, cell: 1 })
  })

  it('asks for the cases of a filter', async () => {
    const { person, calls, searches } = showTests(at)
    await waitFor(() => expect(cells()).toHaveLength(4))
    await person.click(screen.getByRole('radio', { name: 'Different' }))
    expect(searches.at(-1)).toEqual({ ...at, filter: 'different' })
    await waitFor(() => expect(calls.some(({ path }) => path.includes('filter=different'))).toBe(true))
  })
})

describe('the results', () => {
  it('say what chain-of-thought did, with intervals, what was paid and a verdict', async () => {
    showTests({ ...at, view: 'results' })
    const panel = within(await screen.findByRole('region', { name: 'Chain-of-thought' }))
    expect(await panel.findByText('“on” is better than “off” on these cases.')).toBeTruthy()
    expect(panel.getByText('22 fixed, 2 broken · McNemar’s exact test: p < 0.001')).toBeTruthy()
    expect(panel.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
      'Measure chain-of-thoughtRight answersTokens per caseTime per caseUnreadable answers',
      'off25% (14%–40%)450 ms0',
      'on75% (60%–86%)60700 ms3',
    ])
    const comparison = within(screen.getByRole('region', { name: 'Comparison by case' }))
    expect(
      comparison.getByText(/25% pass before, 75% after: \+50 points \(95 %: \+30 to \+66\)/),
    ).toBeTruthy()
    expect(comparison.getByRole('radio', { name: 'Broken · 2' })).toBeTruthy()
  })

  it('give no verdict where the cases cannot carry one', async () => {
    const cases = { unchangedRight: 2, unchangedWrong: 3, fixed: 5, broken: 0, unpaired: 0, elsewhere: 0 }
    showTests({ ...at, view: 'results' }, { comparison: aComparison({ verdict: 'not-enough-cases', cases }) })
    const sentence = 'Too few cases for a verdict: 10 can be compared, at least 30 are needed.'
    expect(await screen.findAllByText(sentence)).toHaveLength(2)
  })
})
