import { screen, waitFor, within } from '@testing-library/react'
import { aModel, anId } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorAnswer, jsonAnswer } from '../../../lib/stub-api.ts'
import { aFamily, aHub, aMachine, aPlan, aPull, showModels, testPullId } from '../test-models.tsx'

afterEach(() => vi.unstubAllGlobals())

describe('a family', () => {
  it('is got by one button, and compared when it is here', async () => {
    const { person, calls, server, compared } = showModels(
      {},
      { families: [aFamily()] },
      ({ method, path, body }, state) => {
        if (method !== 'POST' || path !== '/api/pulls') return undefined
        const [member, other] = state.families[0]?.members ?? []
        const repository = Reflect.get(Object(body), 'repository')
        const isFirst = repository === member?.repository
        const pull = aPull({
          id: anId(isFirst ? 1 : 2),
          repository: { name: String(repository), revision: 'a'.repeat(40) },
          ...(isFirst ? {} : { status: 'queued', bytesPerSecond: null, remainingMs: null }),
        })
        state.pulls.push(pull)
        if (member !== undefined && other !== undefined && !isFirst) {
          // What comes next time: both are here.
          state.families = [
            aFamily({
              members: [
                { ...member, modelId: 'hf:a' },
                { ...other, modelId: 'hf:b' },
              ],
            }),
          ]
        }
        return jsonAnswer(pull, 202)
      },
    )
    const get = await screen.findByRole('button', { name: 'Get base and instruct: Small 135M' })
    await person.click(get)
    await screen.findByRole('region', { name: 'Pulls' })
    expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toMatchObject([
      { repository: 'org/small', precision: 'q8', kind: 'base' },
      { repository: 'org/small-instruct', precision: 'q8', kind: 'instruct' },
    ])
    server.pulls = server.pulls.map((pull) => ({ ...pull, status: 'completed' }))
    const compare = await screen.findByRole('button', { name: 'Compare Small 135M' }, { timeout: 3_000 })
    await person.click(compare)
    expect(compared).toEqual([['Small 135M', 'hf:a', 'hf:b']])
  })

  it('offers only what is missing, and says why it cannot be got', async () => {
    const [base, instruct] = aFamily().members
    if (base === undefined || instruct === undefined) throw new Error('No members.')
    const { calls, person } = showModels(
      {},
      {
        families: [aFamily({ members: [{ ...base, modelId: 'hf:org/small' }, instruct] })],
        machine: aMachine({ diskFreeBytes: 1_000_000 }),
      },
    )
    const get = await screen.findByRole('button', { name: 'Get instruct: Small 135M' })
    await waitFor(() => expect(get.getAttribute('aria-disabled')).toBe('true'))
    await person.hover(get)
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'It takes 270 MB, and 1 MB is free on the disk.',
    )
    await person.click(get)
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
  })
})

describe('a pull', () => {
  it('says how far it is, how fast and how long still', async () => {
    showModels({}, { pulls: [aPull()] })
    await screen.findByText('Downloading 1.2 GB of 2.8 GB · 38 MB/s · 42 sec left')
    const bar = screen.getByRole('progressbar', { name: 'org/small' })
    expect(bar.getAttribute('aria-valuenow')).toBe('42')
  })

  it('is paused, resumed and given up', async () => {
    const answers = ({ method, path }: { method: string; path: string }, server: { pulls: unknown[] }) => {
      if (method === 'DELETE') {
        server.pulls = []
        return new Response(null, { status: 204 })
      }
      if (method !== 'POST') return undefined
      const status = path.endsWith('pause') ? 'paused' : 'downloading'
      const pull = aPull({
        status,
        ...(status === 'paused' ? { bytesPerSecond: null, remainingMs: null } : {}),
      })
      server.pulls = [pull]
      return jsonAnswer(pull)
    }
    const { person } = showModels({}, { pulls: [aPull()] }, answers)
    await person.click(await screen.findByRole('button', { name: 'Pause org/small' }))
    await screen.findByText('Paused at 1.2 GB of 2.8 GB')
    await person.click(screen.getByRole('button', { name: 'Resume org/small' }))
    await screen.findByText(/^Downloading/)
    await person.click(screen.getByRole('button', { name: 'Cancel org/small' }))
    await waitFor(() => expect(screen.queryByText('org/small')).toBeNull())
  })

  it('that failed says what to do, and goes on where it stopped', async () => {
    const error = { code: 'DISK_FULL' as const, message: 'Full.', details: {} }
    const failed = aPull({ status: 'failed', bytesPerSecond: null, remainingMs: null, error })
    const { person, calls } = showModels({}, { pulls: [failed] }, ({ method }) =>
      method === 'POST' ? jsonAnswer(aPull()) : undefined,
    )
    await screen.findByText(/The disk of the server is full/)
    await person.click(screen.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(calls.map(({ path }) => path)).toContain(`/api/pulls/${testPullId}/resume`))
  })
})

describe('a repository', () => {
  it('is planned before anything is fetched, and pulled as chosen', async () => {
    const { person, calls, searches } = showModels({ dialog: 'pull' }, {}, ({ method, path, body }) => {
      if (method !== 'POST') return undefined
      const { precision, kind } = Object(body)
      if (path !== '/api/pulls/plan') return jsonAnswer(aPull(), 202)
      return jsonAnswer(aPlan({ chosen: precision ?? 'q8', kind: kind ?? 'base' }))
    })
    const dialog = within(await screen.findByRole('dialog', { name: 'Pull a model' }))
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Pull' }).disabled).toBe(true)
    await person.type(dialog.getByRole('textbox', { name: 'Repository' }), 'org/small{Enter}')
    expect(searches.at(-1)).toEqual({ dialog: 'pull', repository: 'org/small' })
    const plan = await dialog.findByRole('region', { name: 'What pulling it would do' })
    expect(plan.textContent).toContain('It has no chat template.')
    expect(plan.textContent).toContain(
      'It fits: it needs 310 MB of memory and 6 GB is free; it downloads 270 MB, and 120 GB is free on the disk.',
    )
    await person.click(dialog.getByRole('radio', { name: /^fp32/ }))
    await dialog.findByText(/it needs 900 MB of memory/)
    await person.click(dialog.getByRole('radio', { name: 'Instruct' }))
    await waitFor(() =>
      expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Pull' }).disabled).toBe(false),
    )
    await person.click(dialog.getByRole('button', { name: 'Pull' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(calls.find(({ method, path }) => method === 'POST' && path === '/api/pulls')?.body).toEqual({
      repository: 'org/small',
      revision: null,
      precision: 'fp32',
      kind: 'instruct',
    })
  })

  it('that will not do says why, and cannot be pulled', async () => {
    const obstacle = {
      code: 'MODEL_TOO_LARGE' as const,
      message: 'It needs 93 GB of memory, and 6 GB is free.',
      details: {},
    }
    showModels({ dialog: 'pull', repository: 'org/small' }, {}, ({ path }) =>
      path === '/api/pulls/plan' ? jsonAnswer(aPlan({ obstacle, isGated: true })) : undefined,
    )
    await screen.findByText('It needs 93 GB of memory, and 6 GB is free.')
    await screen.findByText(/^Gated/)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Pull' }).disabled).toBe(true)
  })

  it('that is not there says so', async () => {
    showModels({ dialog: 'pull', repository: 'org/nothing' }, {}, ({ path }) =>
      path === '/api/pulls/plan' ? errorAnswer('REPOSITORY_NOT_FOUND', 404) : undefined,
    )
    await screen.findByText(/There is no such repository on the model hub/)
  })
})

describe('what other programs have fetched', () => {
  it('is offered while it is not among the models', async () => {
    const revision = 'a'.repeat(40)
    const found = { sizeBytes: 1_500_000_000, precisions: ['q8' as const, 'q4' as const] }
    const { person, searches } = showModels(
      {},
      {
        cached: [
          { ...found, repository: { name: 'org/used', revision }, modelId: 'hf:org/used' },
          { ...found, repository: { name: 'org/found', revision }, modelId: null },
        ],
      },
    )
    const list = within(await screen.findByRole('region', { name: 'Found in the cache' }))
    expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'org/found1.5 GB · q8, q4Use',
    ])
    await person.click(list.getByRole('button', { name: 'Use org/found' }))
    expect(searches).toEqual([{ dialog: 'pull', repository: `org/found@${revision}` }])
  })
})

describe('a hub that cannot be reached', () => {
  it('says so, and nothing else breaks', async () => {
    const { server, person } = showModels(
      {},
      {
        models: [aModel()],
        hub: aHub({ state: 'unreachable', detail: 'No such host.' }),
        families: [aFamily()],
      },
    )
    await screen.findByText('Offline')
    await screen.findByText(/Everything that is here works\. No such host\./)
    await screen.findByText('Wren base')
    const get = screen.getByRole('button', { name: 'Get base and instruct: Small 135M' })
    expect(get.getAttribute('aria-disabled')).toBe('true')
    server.hub = aHub()
    await person.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByText('Offline')).toBeNull())
  })
})
