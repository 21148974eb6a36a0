import { screen, waitFor, within } from '@testing-library/react'
import { aModel } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorAnswer, jsonAnswer } from '../../../lib/stub-api.ts'
import { aMachine, showModels } from '../test-models.tsx'

afterEach(() => vi.unstubAllGlobals())

const base = aModel({ memoryNeedBytes: 62_000_000, precision: 'q8' })
const dialog = aModel({ ...base, id: 'wren-dialog', name: 'Wren dialog', kind: 'dialog' })
const pulled = aModel({
  ...base,
  id: 'hf:org/small',
  name: 'Small',
  family: 'small',
  source: 'hub',
  repository: { name: 'org/small', revision: 'a'.repeat(40) },
})

const row = async (name: RegExp) => {
  const item = (await screen.findByRole('button', { name, expanded: false })).closest('li')
  if (item === null) throw new Error('It is in no list.')
  return within(item)
}

describe('the machine', () => {
  it('says what models hold, what is free and why the device is the one it is', async () => {
    showModels({}, { machine: aMachine({ executionProvider: 'cpu', deviceReason: 'No Vulkan.' }) })
    const machine = await screen.findByRole('region', { name: 'This machine' })
    await waitFor(() =>
      expect(machine.textContent).toBe(
        'Memory1.1 GB held by models, 6 GB free of 16 GBDisk120 GB freeDevicecpu, 8 coresNo Vulkan.Idle modelsStay loaded',
      ),
    )
  })
})

describe('the list', () => {
  it('puts siblings together, base first, and leaves out what runs on servers', async () => {
    const elsewhere = aModel({ id: 'endpoint:team/big', name: 'Big', source: 'endpoint', family: 'team' })
    const { person, compared } = showModels({}, { models: [dialog, pulled, base, elsewhere] })
    const wren = await screen.findByRole('region', { name: 'Wren' })
    const names = within(wren)
      .getAllByRole('button', { expanded: false })
      .map(({ textContent }) => textContent)
    expect(names.filter((name) => name !== '')).toEqual(['Wren baseBase', 'Wren dialogDialog'])
    expect(screen.queryByText('Big')).toBeNull()
    await person.click(within(wren).getByRole('button', { name: 'Compare Wren' }))
    expect(compared).toEqual([['Wren', 'wren-base', 'wren-dialog']])
  })

  it('says where each model stands, and what it takes', async () => {
    const ready = { ...base, status: 'ready' as const, memoryBytes: 1_100_000_000 }
    showModels(
      {},
      {
        models: [
          aModel({ ...ready, name: 'Idle', idleSince: Date.now() - 241_000, executionProvider: 'cpu' }),
          aModel({ ...ready, id: 'busy', name: 'Busy', idleSince: null }),
          aModel({ ...base, id: 'large', name: 'Large', memoryNeedBytes: 9_300_000_000 }),
          aModel({ ...base, id: 'huge', name: 'Huge', memoryNeedBytes: 93_000_000_000 }),
        ],
      },
    )
    expect((await row(/^Idle/)).getByRole('status').textContent).toBe('Ready · 1.1 GB, idle 4 min')
    expect((await row(/^Idle/)).getByText(/4 MB/).textContent).toBe('On disk 4 MB · q8 · cpu')
    const busy = await row(/^Busy/)
    expect(busy.getByRole('status').textContent).toBe('Ready · 1.1 GB, in use')
    expect(busy.getByRole('button', { name: 'Unload Busy' }).getAttribute('aria-disabled')).toBe('true')
    const large = await row(/^Large/)
    expect(large.getByRole('status').textContent).toBe('Available')
    await large.findByText('needs 9.3 GB, 6 GB is free')
    expect(large.getByRole('button', { name: 'Load Large' }).getAttribute('aria-disabled')).toBeNull()
    expect(
      (await row(/^Huge/)).getByRole('button', { name: 'Load Huge' }).getAttribute('aria-disabled'),
    ).toBe('true')
  })

  it('shows details where the address says, with what identifies the model', async () => {
    const { person, searches } = showModels(
      { model: 'wren-base' },
      { models: [{ ...base, folder: '/models/wren-base', sha256: 'ab'.repeat(32) }, dialog] },
    )
    await screen.findByText('/models/wren-base')
    screen.getByText('ab'.repeat(32))
    expect(screen.queryByRole('radiogroup', { name: 'Kind' })).toBeNull()
    await person.click(screen.getByRole('button', { name: /^Wren base/ }))
    await person.click(screen.getByRole('button', { name: /^Wren dialog/ }))
    expect(searches).toEqual([{}, { model: 'wren-dialog' }])
  })
})

describe('a model', () => {
  it('is loaded, and shows that it is', async () => {
    const { person, calls } = showModels({}, { models: [base] }, ({ method, path }, server) => {
      if (method !== 'POST') return undefined
      expect(path).toBe('/api/models/wren-base/load')
      server.models = [{ ...base, status: 'ready', memoryBytes: 71_000_000, idleSince: Date.now() }]
      return jsonAnswer(server.models[0])
    })
    await person.click(await screen.findByRole('button', { name: 'Load Wren base' }))
    await screen.findByText('Ready · 71 MB')
    await screen.findByRole('button', { name: 'Unload Wren base' })
    expect(calls.filter(({ path }) => path === '/api/machine').length).toBeGreaterThan(1)
  })

  it('that cannot be loaded says by how much', async () => {
    const { person } = showModels({}, { models: [base] }, ({ method }) =>
      method === 'POST' ? errorAnswer('MODEL_TOO_LARGE', 409) : undefined,
    )
    await person.click(await screen.findByRole('button', { name: 'Load Wren base' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Wren base could not be loaded. MODEL_TOO_LARGE happened.')
  })

  it('is measured, with the figures in its details', async () => {
    const benchmark = {
      promptTokens: 256,
      completionTokens: 64,
      prefillTokensPerSecond: 2_410,
      decodeTokensPerSecond: 188.4,
      ttftMs: 41,
      rounds: 3,
      measuredAt: 0,
    }
    const { person } = showModels({}, { models: [base] }, ({ method }) =>
      method === 'POST' ? jsonAnswer(benchmark) : undefined,
    )
    await person.click(await screen.findByRole('button', { name: 'More for Wren base' }))
    await person.click(await screen.findByRole('menuitem', { name: 'Measure its speed' }))
    const speed = await screen.findByRole('region', { name: 'Speed' })
    await waitFor(() =>
      expect(speed.textContent).toMatch(/^SpeedWrites188 tok\/sReads2,410 tok\/sFirst token41 ms/),
    )
    expect(speed.textContent).toContain('256 tokens read, 64 written. Medians of 3 rounds')
  })

  it('is verified file by file', async () => {
    const damaged = [{ path: 'model.onnx', reason: 'sha256', message: 'Pull it again.' }]
    const { person } = showModels({ model: 'wren-base' }, { models: [base] }, ({ method }) =>
      method === 'POST'
        ? jsonAnswer({ fileCount: 5, sizeBytes: 13_000_000, damaged, checkedAt: 0 })
        : undefined,
    )
    await person.click(await screen.findByRole('button', { name: 'More for Wren base' }))
    await person.click(await screen.findByRole('menuitem', { name: 'Verify its files' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe(
      '1 file is damaged. Remove the model and get it again.model.onnx: another content',
    )
  })

  it('can be corrected and removed, unless it came with Trialogue', async () => {
    const { person, calls, searches } = showModels(
      { model: 'hf:org/small' },
      { models: [base, pulled] },
      ({ method }, server) => {
        if (method === 'PATCH') return jsonAnswer({ ...pulled, kind: 'instruct' })
        if (method !== 'DELETE') return undefined
        server.models = [base]
        return new Response(null, { status: 204 })
      },
    )
    await person.click(await screen.findByRole('radio', { name: 'Instruct' }))
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ kind: 'instruct' }),
    )
    await person.click(screen.getByRole('button', { name: 'More for Small' }))
    await person.click(await screen.findByRole('menuitem', { name: 'Remove' }))
    expect(searches.at(-1)).toEqual({ model: 'hf:org/small', dialog: 'remove' })
    const asks = await screen.findByRole('dialog', { name: 'Remove Small?' })
    await person.click(within(asks).getByRole('switch'))
    await person.click(within(asks).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByText('Small')).toBeNull())
    expect(calls.find(({ method }) => method === 'DELETE')?.path).toBe(
      '/api/models/hf%3Aorg%2Fsmall?cache=true',
    )
    await person.click(screen.getByRole('button', { name: 'More for Wren base' }))
    const remove = await screen.findByRole('menuitem', { name: /^Remove/ })
    expect(remove.textContent).toBe('RemoveIt comes with Trialogue.')
  })

  it('has a card that fetches no pictures', async () => {
    showModels({ model: 'wren-base', dialog: 'card' }, { models: [base] }, ({ path }) =>
      path.endsWith('/card')
        ? jsonAnswer({ markdown: 'A **small** one.\n\n![plan](https://evil.test/x.png)', isCut: true })
        : undefined,
    )
    const card = await screen.findByRole('dialog', { name: 'Card of Wren base' })
    await within(card).findByText('small')
    within(card).getByText('[plan]')
    expect(within(card).queryByRole('img')).toBeNull()
    within(card).getByText('The card is longer than what is shown here.')
  })
})
