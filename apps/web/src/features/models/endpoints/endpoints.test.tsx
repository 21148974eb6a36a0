import { screen, waitFor, within } from '@testing-library/react'
import type { EndpointTest } from '@trialogue/contract'
import { aModel } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorAnswer, jsonAnswer } from '../../../lib/stub-api.ts'
import { anEndpoint, anEndpointModel, showModels } from '../test-models.tsx'

afterEach(() => vi.unstubAllGlobals())

const test: EndpointTest = {
  modelName: 'big',
  testedAt: 1_000,
  checks: [
    { id: 'reach', outcome: 'works', detail: '', durationMs: 12 },
    { id: 'logprobs', outcome: 'absent', detail: 'logprobs is not supported', durationMs: 40 },
    { id: 'chat', outcome: 'failed', detail: 'Incorrect API key provided.', durationMs: 30 },
  ],
}

describe('connecting a server', () => {
  it('takes the usual address, tests at once and shows what the server can do', async () => {
    const { person, calls } = showModels({ tab: 'servers' }, {}, ({ method, path, body }, server) => {
      if (method !== 'POST') return undefined
      if (path === '/api/endpoints') {
        server.endpoints = [anEndpoint({ ...Object(body), keyHint: null })]
        Reflect.deleteProperty(Object(server.endpoints[0]), 'key')
        return jsonAnswer(server.endpoints[0], 201)
      }
      server.endpoints = [{ ...anEndpoint(), name: 'vllm', lastTest: test, models: [anEndpointModel()] }]
      return jsonAnswer(test)
    })
    await screen.findByText('No server is connected yet.')
    await person.click(screen.getByRole('button', { name: 'Connect a server' }))
    const form = within(await screen.findByRole('dialog', { name: 'Connect a server' }))
    await person.click(form.getByRole('button', { name: 'vLLM' }))
    expect(form.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('vllm')
    await person.type(form.getByLabelText('Key'), 'secret')
    await person.click(form.getByRole('button', { name: 'Connect and test' }))
    const card = within(await screen.findByRole('region', { name: 'vllm' }))
    await card.findByText('1 of 3 work', { exact: false })
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'vllm',
      api: 'openai',
      urls: ['http://localhost:8000/v1'],
      allowsPrivate: true,
      concurrency: 4,
      key: 'secret',
    })
    expect(calls.filter(({ path }) => path.endsWith('/test'))).toHaveLength(1)
    const checks = within(card.getByRole('list', { name: 'Last test' })).getAllByRole('listitem')
    expect(checks.map(({ textContent }) => textContent)).toEqual([
      'The server answers: works',
      'Tells how likely its tokens are: cannotlogprobs is not supported',
      'Chat: failedIncorrect API key provided.',
    ])
  })

  it('says what is wrong before it asks, and what the server refuses', async () => {
    const { person, calls } = showModels({ tab: 'servers', dialog: 'server' }, {}, ({ method }) =>
      method === 'POST' ? errorAnswer('ADDRESS_BLOCKED', 403) : undefined,
    )
    const form = within(await screen.findByRole('dialog'))
    await person.type(form.getByRole('textbox', { name: 'Name' }), 'My server')
    await person.type(form.getByRole('textbox', { name: 'Address 1' }), 'gpu:8000')
    await person.click(form.getByRole('button', { name: 'Connect and test' }))
    form.getByText(/beginning with a letter or digit/)
    form.getByText('An address begins with http:// or https://.')
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
    await person.clear(form.getByRole('textbox', { name: 'Name' }))
    await person.type(form.getByRole('textbox', { name: 'Name' }), 'team')
    await person.clear(form.getByRole('textbox', { name: 'Address 1' }))
    await person.type(form.getByRole('textbox', { name: 'Address 1' }), 'http://10.0.0.1/v1')
    await person.click(form.getByRole('button', { name: 'Connect and test' }))
    await form.findByText(/This address may not be used/)
  })
})

describe('a server', () => {
  it('keeps its key unless another is entered or it is told to forget it', async () => {
    const { person, calls } = showModels(
      { tab: 'servers' },
      { endpoints: [anEndpoint({ keyHint: 'k3Qz' })] },
      ({ method }) => (method === 'PATCH' ? jsonAnswer(anEndpoint()) : undefined),
    )
    await screen.findByText('ends in k3Qz')
    const edit = async () => {
      await person.click(screen.getByRole('button', { name: 'More for team' }))
      await person.click(await screen.findByRole('menuitem', { name: 'Edit' }))
      return within(await screen.findByRole('dialog', { name: 'Edit team' }))
    }
    const kept = await edit()
    await person.click(kept.getByRole('button', { name: 'Add an address' }))
    await person.type(kept.getByRole('textbox', { name: 'Address 2' }), 'http://gpu2.test/v1/')
    await person.click(kept.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const forgotten = await edit()
    await person.click(forgotten.getByRole('button', { name: 'Forget the key' }))
    await person.click(forgotten.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const bodies = calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
    expect(bodies).toMatchObject([
      { urls: ['http://gpu.test:8000/v1', 'http://gpu2.test/v1'] },
      { key: null },
    ])
    expect(bodies[0]).not.toHaveProperty('key')
    expect(bodies[0]).not.toHaveProperty('name')
  })

  it('tells which of its addresses are up, and what is left of its limit', async () => {
    const error = { code: 'UPSTREAM_UNREACHABLE' as const, message: 'Refused.', details: {} }
    showModels(
      { tab: 'servers' },
      {
        endpoints: [
          anEndpoint({
            urls: ['http://a.test/v1', 'http://b.test/v1'],
            addresses: [
              { url: 'http://a.test/v1', state: 'up', error: null, activeRequests: 3 },
              { url: 'http://b.test/v1', state: 'down', error, activeRequests: 0 },
            ],
            rateLimit: { requestsLeft: 4_998, tokensLeft: 1, blockedUntil: null },
          }),
        ],
      },
    )
    await screen.findByText('up · 3 requests under way')
    screen.getByText('down')
    screen.getByText(/cannot be reached\. Refused\./)
    screen.getByText('4,998 requests · 1 token')
  })

  it('asks before it is forgotten', async () => {
    const { person, calls } = showModels(
      { tab: 'servers' },
      { endpoints: [anEndpoint()] },
      ({ method }, server) => {
        if (method !== 'DELETE') return undefined
        server.endpoints = []
        return new Response(null, { status: 204 })
      },
    )
    await person.click(await screen.findByRole('button', { name: 'More for team' }))
    await person.click(await screen.findByRole('menuitem', { name: 'Remove' }))
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false)
    const asks = within(await screen.findByRole('dialog', { name: 'Remove team?' }))
    await person.click(asks.getByRole('button', { name: 'Remove' }))
    await screen.findByText('No server is connected yet.')
  })
})

describe('the models of a server', () => {
  it('are offered, corrected and priced, and tested one by one', async () => {
    const price = { inputPerMillion: 2.5, outputPerMillion: 10, currency: 'USD' }
    const models = [
      anEndpointModel({ capabilities: aModel().capabilities, price }),
      anEndpointModel({ name: 'other', isEnabled: false }),
    ]
    const { person, calls } = showModels(
      { tab: 'servers' },
      { endpoints: [anEndpoint({ models })] },
      ({ method, body }, server) => {
        if (method === 'POST') return jsonAnswer({ ...test, modelName: 'other' })
        if (method !== 'PATCH') return undefined
        const [endpoint] = server.endpoints
        if (endpoint === undefined) return undefined
        const { name, ...change } = Object(body)
        server.endpoints = [
          {
            ...endpoint,
            models: endpoint.models.map((model) => (model.name === name ? { ...model, ...change } : model)),
          },
        ]
        return jsonAnswer(server.endpoints[0])
      },
    )
    await screen.findByText('completion · logprobs · prompt logprobs')
    screen.getByText('not tested')
    const sent = () => calls.filter(({ method }) => method === 'PATCH').at(-1)?.body
    await person.click(screen.getByRole('switch', { name: 'Offer other in the playground' }))
    await waitFor(() => expect(sent()).toEqual({ name: 'other', isEnabled: true }))
    const out = screen.getByRole('textbox', { name: 'Price of a million tokens that big writes' })
    await person.clear(out)
    await person.type(out, '12{Enter}')
    await waitFor(() => expect(sent()).toEqual({ name: 'big', price: { ...price, outputPerMillion: 12 } }))
    const input = screen.getByRole('textbox', { name: 'Price of a million tokens that big reads' })
    await person.clear(input)
    await person.tab()
    await waitFor(() => expect(sent()).toEqual({ name: 'big', price: null }))
    await person.click(screen.getByRole('combobox', { name: 'Kind of other' }))
    await person.click(await screen.findByRole('option', { name: /^Base/ }))
    await waitFor(() => expect(sent()).toEqual({ name: 'other', kind: 'base' }))
    await person.click(screen.getByRole('button', { name: 'Test other' }))
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')).toMatchObject({
        path: '/api/endpoints/team/test',
        body: { modelName: 'other' },
      }),
    )
  })

  it('can be searched where a cloud lists many', async () => {
    const models = Array.from({ length: 16 }, (_, index) =>
      anEndpointModel({ name: `model-${index}`, isEnabled: index === 15 }),
    )
    const { person } = showModels({ tab: 'servers' }, { endpoints: [anEndpoint({ models })] })
    const first = (await screen.findAllByRole('switch'))[0]
    expect(first?.getAttribute('aria-label')).toBe('Offer model-15 in the playground')
    expect(screen.getAllByRole('switch')).toHaveLength(12)
    await person.type(screen.getByRole('searchbox', { name: 'Filter models of team' }), 'model-14')
    expect(screen.getAllByRole('switch')).toHaveLength(1)
    await person.clear(screen.getByRole('searchbox'))
    await person.click(screen.getByRole('button', { name: 'Show 4 more' }))
    expect(screen.getAllByRole('switch')).toHaveLength(16)
  })
})
