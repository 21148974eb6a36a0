import { draftSchema, promptSchema, promptVersionSchema } from '@trialogue/contract'
import { samplePrompts } from '@trialogue/prompt'
import { aModel, aPromptBody, aPromptContent, createFakeProvider } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let current: TestApp
beforeEach(async () => {
  current = await startTestApp(createFakeProvider({ models: [aModel()] }))
})
afterEach(() => current.close())

const send = (method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object) =>
  current.app.inject({ method, url, payload })
const get = (url: string) => current.app.inject({ url })

async function createPrompt(name = 'Balls') {
  const answer = await send('POST', '/api/prompts', { name, content: aPromptContent() })
  expect(answer.statusCode).toBe(201)
  const { prompt, draft } = answer.json()
  return { prompt: promptSchema.parse(prompt), draft: draftSchema.parse(draft) }
}

const unknownId = '01890000-0000-7000-8000-00000000ffff'

describe('prompts', () => {
  it('finds the samples in an empty database, the first one on top, and does not add them twice', async () => {
    const names = samplePrompts.map(({ name }) => name)
    expect((await get('/api/prompts')).json().items.map(({ name }: { name: string }) => name)).toEqual(names)
    const again = await startTestApp(createFakeProvider({ models: [] }), { store: current.store })
    expect((await again.app.inject({ url: '/api/prompts' })).json().items).toHaveLength(names.length)
    await again.app.close()
  })

  it('makes, shows, renames and lists a prompt', async () => {
    const { prompt, draft } = await createPrompt('  Balls ')
    expect(prompt).toMatchObject({ name: 'Balls', latestVersion: null })
    expect(draft).toMatchObject({ promptId: prompt.id, revision: 1, baseVersion: null })
    expect((await get(`/api/prompts/${prompt.id}`)).json()).toEqual(prompt)
    const renamed = await send('PATCH', `/api/prompts/${prompt.id}`, { name: 'Tennis' })
    expect(promptSchema.parse(renamed.json()).name).toBe('Tennis')
    expect((await get('/api/prompts?limit=1')).json().items[0].name).toBe('Tennis')
  })

  it('goes through the list page by page', async () => {
    const seen: string[] = []
    let url: string | null = '/api/prompts?limit=1'
    while (url !== null) {
      const page: { items: { name: string }[]; nextCursor: string | null } = (await get(url)).json()
      seen.push(...page.items.map(({ name }) => name))
      url = page.nextCursor && `/api/prompts?limit=1&cursor=${encodeURIComponent(page.nextCursor)}`
    }
    expect(seen).toEqual(samplePrompts.map(({ name }) => name))
  })

  it('answers 404 for a prompt that does not exist', async () => {
    for (const path of ['', '/draft', '/versions', '/versions/1']) {
      const answer = await get(`/api/prompts/${unknownId}${path}`)
      expect([path, answer.statusCode, answer.json().error.code]).toEqual([path, 404, 'NOT_FOUND'])
    }
  })
})

describe('drafts', () => {
  it('writes the draft that was read, and refuses one that is out of date', async () => {
    const { prompt } = await createPrompt()
    const url = `/api/prompts/${prompt.id}/draft`
    const content = aPromptContent({ samples: 3 })
    const saved = await send('PUT', url, { revision: 1, baseVersion: null, content })
    expect(draftSchema.parse(saved.json())).toMatchObject({ revision: 2, content })
    const stale = await send('PUT', url, { revision: 1, baseVersion: null, content: aPromptContent() })
    expect(stale.statusCode).toBe(409)
    expect(stale.json().error).toMatchObject({ code: 'CONFLICT', details: { revision: 2 } })
    expect((await get(url)).json()).toEqual(saved.json())
  })
})

describe('versions', () => {
  it('saves, lists, shows and restores', async () => {
    const { prompt } = await createPrompt()
    const url = `/api/prompts/${prompt.id}/versions`
    const first = aPromptContent()
    const second = aPromptContent({ body: aPromptBody({ system: 'Be brief.' }) })
    const saved = await send('POST', url, { message: 'Start', parentNumber: null, content: first })
    expect(saved.statusCode).toBe(201)
    expect(promptVersionSchema.parse(saved.json().version)).toMatchObject({
      number: 1,
      message: 'Start',
      content: first,
    })
    await send('POST', url, { message: 'Brief', parentNumber: 1, content: second })

    const restored = await send('POST', `${url}/1/restore`, { message: 'Back' })
    expect(restored.statusCode).toBe(201)
    expect(restored.json().version).toMatchObject({ number: 3, restoredFromNumber: 1, content: first })
    expect(restored.json().draft).toMatchObject({ baseVersion: 3, content: first })

    const { items } = (await get(url)).json()
    expect(
      items.map(({ number, message }: { number: number; message: string }) => [number, message]),
    ).toEqual([
      [3, 'Back'],
      [2, 'Brief'],
      [1, 'Start'],
    ])
    expect((await get(`${url}/2`)).json().content).toEqual(second)
    expect((await get(`/api/prompts/${prompt.id}`)).json().latestVersion).toBe(3)
  })
})
