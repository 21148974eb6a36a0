import { labelMoveSchema, versionLabelSchema } from '@trialogue/contract'
import { aModel, aPromptContent, createFakeProvider } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let current: TestApp
let url = ''

beforeEach(async () => {
  current = await startTestApp(createFakeProvider({ models: [aModel()] }))
  const content = aPromptContent()
  const { prompt } = await current.store.prompts.create({ name: 'Balls', content })
  for (const parentNumber of [null, 1]) {
    await current.store.versions.save(prompt.id, { message: `From ${parentNumber}`, parentNumber, content })
  }
  url = `/api/prompts/${prompt.id}`
})
afterEach(() => current.close())

const get = (path: string) => current.app.inject({ url: `${url}${path}` })
const put = (name: string, payload: object) =>
  current.app.inject({ method: 'PUT', url: `${url}/labels/${name}`, payload })
const remove = (name: string) => current.app.inject({ method: 'DELETE', url: `${url}/labels/${name}` })

describe('labels', () => {
  it('are put on versions, moved, taken away, and tell their history', async () => {
    const first = await put('production', { versionNumber: 1 })
    expect(first.statusCode).toBe(200)
    expect(versionLabelSchema.parse(first.json())).toMatchObject({ name: 'production', versionNumber: 1 })
    await put('production', { versionNumber: 2, note: ' Shorter ' })
    const { items } = (await get('/labels')).json()
    expect(items.map(versionLabelSchema.parse)).toMatchObject([
      { name: 'latest', versionNumber: 2 },
      { name: 'production', versionNumber: 2, note: 'Shorter' },
    ])
    expect((await get('/labels/production')).json()).toMatchObject({ versionNumber: 2 })

    const removed = await remove('production')
    expect([removed.statusCode, removed.body]).toEqual([204, ''])
    const gone = await get('/labels/production')
    expect([gone.statusCode, gone.json().error.code]).toEqual([404, 'NOT_FOUND'])
    const moves = (await get('/labels/production/moves')).json().items.map(labelMoveSchema.parse)
    expect(moves.map(({ toNumber }: { toNumber: number | null }) => toNumber)).toEqual([null, 2, 1])
  })

  it.each([
    ['latest'],
    ['Production'],
    ['with%20space'],
    ['a'.repeat(37)],
    ['%2E%2E%2E'],
    ['%E7%94%9F%E4%BA%A7'],
  ])('may not be called %s', async (name) => {
    const answer = await put(name, { versionNumber: 1 })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'INVALID_REQUEST'])
  })

  it('find the newest version as `latest`, which nobody can take away', async () => {
    expect((await get('/labels/latest')).json()).toMatchObject({ versionNumber: 2 })
    expect((await remove('latest')).statusCode).toBe(400)
  })

  it('search the timeline by its messages', async () => {
    const { items } = (await get('/versions?search=from%201')).json()
    expect(items.map(({ number }: { number: number }) => number)).toEqual([2])
  })
})
