import { routes } from '@trialogue/contract'
import { aModel, aRunRequest, createFakeProvider } from '@trialogue/testing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

interface Operation {
  operationId: string
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
interface Document {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

let current: TestApp
let document: Document
beforeAll(async () => {
  const models = ['base', 'instruct', 'dialog'].map((kind) => aModel({ id: `wren-${kind}` }))
  current = await startTestApp(createFakeProvider({ models }))
  const answer = await current.app.inject({ url: '/api/openapi.json' })
  expect(answer.statusCode).toBe(200)
  document = answer.json()
})
afterAll(() => current.close())

const operationsUnder = (prefix: string) =>
  Object.entries(document.paths)
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([, path]) => Object.values(path))

describe('/api/openapi.json', () => {
  it('has every route of the contract with its parameters, body and answers, and nothing else', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const [id, route] of Object.entries(routes)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      const operation = document.paths[path]?.[route.method.toLowerCase()]
      expect(operation?.operationId, `${route.method} ${path}`).toBe(id)
      const inPath = operation?.parameters?.filter((parameter) => parameter.in === 'path') ?? []
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(inPath.every(({ required }) => required)).toBe(true)
      const type = route.stream ? 'text/event-stream' : 'application/json'
      const answer = operation?.responses[route.status]
      expect(answer, id).toBeDefined()
      expect(answer?.content?.[type]?.schema === undefined, id).toBe(route.status === 204)
      expect(operation?.requestBody?.content['application/json'] !== undefined).toBe(route.body !== undefined)
      expect(operation?.responses['4XX']?.content?.['application/json']?.schema).toEqual({
        $ref: '#/components/schemas/Error',
      })
    }
    expect(operationsUnder('/api/')).toHaveLength(Object.keys(routes).length)
  })

  it('has the OpenAI-compatible routes, whole and streamed', () => {
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/'))).toEqual([
      '/v1/models',
      '/v1/models/{model}',
      '/v1/chat/completions',
      '/v1/completions',
    ])
    for (const { responses } of operationsUnder('/v1/')) {
      expect(responses['4XX']?.content?.['application/json']?.schema).toEqual({
        $ref: '#/components/schemas/OpenAiError',
      })
    }
    const chat = document.paths['/v1/chat/completions']?.['post']
    expect(chat?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/ChatCompletionRequestInput',
    })
    expect(chat?.responses['200']?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/ChatCompletion' } },
      'text/event-stream': { schema: { $ref: '#/components/schemas/ChatCompletionChunk' } },
    })
  })

  it('refers only to schemas that it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target,
    )
    expect(references.length).toBeGreaterThan(20)
    for (const target of new Set(references)) {
      const name = target?.replace('#/components/schemas/', '') ?? ''
      expect(Object.keys(document.components.schemas), target).toContain(name)
    }
  })

  it('says what a caller may leave out and what it may not add', () => {
    const schema = document.components.schemas['ParametersInput'] as {
      required?: string[]
      additionalProperties?: boolean
    }
    expect(schema.required ?? []).toEqual([])
    expect(document.components.schemas['Run']).toMatchObject({ additionalProperties: false, type: 'object' })
  })
})

describe('its schemas', () => {
  it('are valid JSON Schema, and real answers and events fit them', async () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false })
    ajv.addKeyword('components')
    ajv.addSchema({ $id: 'api', components: document.components })
    const fits = (name: string, value: unknown) => {
      const validate = ajv.getSchema(`api#/components/schemas/${name}`)
      expect(validate?.(value), `${name}: ${JSON.stringify(validate?.errors)}`).toBe(true)
    }
    for (const name of Object.keys(document.components.schemas)) {
      expect(ajv.getSchema(`api#/components/schemas/${name}`), name).toBeDefined()
    }
    const request = aRunRequest({ topLogprobs: 1 })
    fits('RunRequestInput', request)
    const run = await createRun(current.app, request)
    for (const event of await readEvents(current.app, run.id, '0')) fits('RunEvent', event)
    fits('Run', await getRun(current.app, run.id))
    fits('Model', (await current.app.inject({ url: '/api/models/wren-base' })).json())
    fits('Error', (await current.app.inject({ url: '/api/models/wren-9' })).json())
    fits('OpenAiModel', (await current.app.inject({ url: '/v1/models/wren-base' })).json())
    fits('OpenAiError', (await current.app.inject({ url: '/v1/models/wren-9' })).json())
    const payload = { model: 'wren-base', prompt: ['A', 'B'], echo: true, logprobs: 2, stop: '.' }
    fits('TextCompletionRequestInput', payload)
    const completion = await current.app.inject({ method: 'POST', url: '/v1/completions', payload })
    fits('TextCompletion', completion.json())
    expect(ajv.getSchema('api#/components/schemas/Run')?.({ ...run, surprise: 1 })).toBe(false)
  })
})

describe('/api/docs', () => {
  it('is a page that loads only its own files', async () => {
    const page = await current.app.inject({ url: '/api/docs/' })
    expect(page.statusCode).toBe(200)
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '')
    expect(sources.length).toBeGreaterThan(3)
    expect(page.body).not.toMatch(/<script>(?!\s*<)/)
    for (const source of sources) {
      const file = await current.app.inject({ url: new URL(source, 'http://localhost/api/docs/').pathname })
      expect([source, file.statusCode]).toEqual([source, 200])
    }
  })
})
