import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { jsonAnswer } from '../../../lib/stub-api.ts'
import { aDataset, aVersion, showTests, testDatasetId } from '../test-tests.tsx'

afterEach(() => vi.unstubAllGlobals())

const grid = () => screen.findByRole('grid', { name: 'Rows' })

describe('a data set', () => {
  it('is edited by keys alone and saved as the next version, with what changed', async () => {
    const { person, calls, server } = showTests(
      { tab: 'datasets', dataset: testDatasetId },
      {},
      (call, server) => {
        if (call.method !== 'POST') return undefined
        const latest = aVersion({ number: 2, parentNumber: 1, message: 'Right now' })
        server.datasets = [aDataset({ latest })]
        return jsonAnswer(latest, 201)
      },
    )
    await screen.findByRole('gridcell', { name: '1 + 1' })
    ;(await grid()).focus()
    await person.keyboard('{ArrowRight}{ArrowDown}5{Enter}')
    expect(screen.getByRole('gridcell', { name: '5' })).toBeTruthy()
    await person.keyboard('{ArrowUp}{ArrowLeft}{Delete}')
    await person.click(screen.getByRole('button', { name: 'Add row' }))
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      '1edited',
      '2edited',
      '3new',
    ])
    await person.click(screen.getByRole('button', { name: 'Save version' }))
    const dialog = screen.getByRole('dialog')
    await person.type(within(dialog).getByLabelText('What changed'), 'Right now')
    await person.click(within(dialog).getByRole('button', { name: 'Save version' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.datasets[0]?.latest.number).toBe(2)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      baseVersion: 1,
      message: 'Right now',
      changes: [
        { type: 'change', rowId: 2, cells: [{ column: 'answer', text: '5' }] },
        { type: 'change', rowId: 1, cells: [{ column: 'question', text: '' }] },
        { type: 'add', row: { cells: ['', ''], isSynthetic: false } },
      ],
    })
  })

  it('marks rows that go and lets them come back, and gives a column another name and role', async () => {
    const { person } = showTests({ tab: 'datasets', dataset: testDatasetId })
    await person.click(await screen.findByRole('gridcell', { name: '1 + 1' }))
    await person.click(screen.getByRole('button', { name: 'Remove row' }))
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toBe('1gone')
    await person.click(screen.getByRole('button', { name: 'Keep row' }))
    expect(screen.getAllByRole('rowheader')[0]?.textContent).toBe('1')
    await person.click(screen.getByRole('button', { name: /change the column answer$/ }))
    const name = screen.getByLabelText('Name')
    await person.clear(name)
    await person.type(name, 'question')
    expect(screen.getByText('Another column has this name.')).toBeTruthy()
    await person.clear(name)
    await person.type(name, 'sum{Enter}')
    expect(screen.getByRole('columnheader', { name: /^sum/ })).toBeTruthy()
    expect(screen.getByText('Not saved')).toBeTruthy()
  })

  it('draws only the rows in sight of ten thousand', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      id: index + 1,
      cells: [`q ${index}`, ''],
      isSynthetic: false,
    }))
    const dataset = aDataset({ latest: aVersion({ rowCount: 10_000 }) })
    showTests({ tab: 'datasets', dataset: testDatasetId }, { datasets: [dataset] }, ({ path }) =>
      path.includes('/rows?') ? jsonAnswer({ items: rows, total: 10_000 }) : undefined,
    )
    await screen.findByText('q 0')
    expect((await grid()).getAttribute('aria-rowcount')).toBe('10001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })

  it('comes from what is pasted, whose format is seen, with roles to be chosen', async () => {
    const preview = {
      columns: [
        { name: 'q', role: 'variable' },
        { name: 'a', role: 'reference' },
      ],
      rows: [{ cells: ['1 + 1', '2'], isSynthetic: false }],
      rowCount: 1,
      notices: [{ key: 'short-rows', values: {} }],
    }
    const { person, calls, searches } = showTests({ tab: 'datasets', dialog: 'import' }, {}, ({ path }) => {
      if (path === '/api/datasets/import/preview') return jsonAnswer(preview)
      return path === '/api/datasets/import'
        ? jsonAnswer({ dataset: aDataset(), notices: [] }, 201)
        : undefined
    })
    await person.click(await screen.findByLabelText('Rows'))
    await person.paste('q\ta\n1 + 1\t2')
    const table = await screen.findByRole('table')
    expect(within(table).getByRole('cell', { name: '1 + 1' })).toBeTruthy()
    expect(screen.getByText(/filled up with empty ones/)).toBeTruthy()
    await person.click(screen.getByRole('button', { name: 'Import 1 row' }))
    await waitFor(() => expect(searches.at(-1)).toEqual({ tab: 'datasets', dataset: testDatasetId }))
    expect(calls.find(({ path }) => path === '/api/datasets/import')?.body).toMatchObject({
      format: 'tsv',
      name: 'Untitled data set',
      roles: ['variable', 'reference'],
    })
  })
})
