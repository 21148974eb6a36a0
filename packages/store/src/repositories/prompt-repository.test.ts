import { anId, aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'

/** A store whose clock moves on by one millisecond whenever it is read. */
async function openTickingStore(startsAt = 1_000) {
  let time = startsAt
  return openStore({ dataDir: ':memory:', now: () => time++ })
}

describe('prompts', () => {
  it('begins with a draft and no version', async () => {
    const store = await openTickingStore()
    const content = aPromptContent()
    const { prompt, draft } = await store.prompts.create({ name: 'Balls', content })
    expect(prompt).toMatchObject({ name: 'Balls', latestVersion: null })
    expect(draft).toEqual({ promptId: prompt.id, revision: 1, baseVersion: null, content, updatedAt: 1_000 })
    expect(await store.drafts.get(prompt.id)).toEqual(draft)
    expect(await store.versions.list(prompt.id, { limit: 10 })).toEqual({ items: [], nextCursor: null })
  })

  it('shows the latest version, and is renamed', async () => {
    const store = await openTickingStore()
    const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
    const version = { message: '', parentNumber: null, content: aPromptContent() }
    await store.versions.save(prompt.id, version)
    await store.versions.save(prompt.id, version)
    const renamed = await store.prompts.rename(prompt.id, 'Tennis balls')
    expect(renamed).toMatchObject({ id: prompt.id, name: 'Tennis balls', latestVersion: 2 })
    expect(renamed.updatedAt).toBeGreaterThan(prompt.updatedAt)
    expect(await store.prompts.get(prompt.id)).toEqual(renamed)
  })

  it('says which prompt there is not', async () => {
    const store = await openTickingStore()
    const missing = { code: 'NOT_FOUND', details: { noun: 'prompt', id: anId(1) } }
    const content = aPromptContent()
    await expect(store.prompts.get(anId(1))).rejects.toMatchObject(missing)
    await expect(store.prompts.rename(anId(1), 'x')).rejects.toMatchObject(missing)
    await expect(store.drafts.get(anId(1))).rejects.toMatchObject(missing)
    await expect(
      store.drafts.save(anId(1), { revision: 1, baseVersion: null, content }),
    ).rejects.toMatchObject(missing)
    await expect(store.versions.list(anId(1), { limit: 1 })).rejects.toMatchObject(missing)
    await expect(
      store.versions.save(anId(1), { message: '', parentNumber: null, content }),
    ).rejects.toMatchObject(missing)
  })

  it('lists the most recently changed first, page by page, each exactly once', async () => {
    const store = await openTickingStore()
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const { prompt } = await store.prompts.create({ name, content: aPromptContent() })
      ids.push(prompt.id)
    }
    const [a = '', , c = ''] = ids
    await store.drafts.save(c, { revision: 1, baseVersion: null, content: aPromptContent({ samples: 2 }) })
    await store.prompts.rename(a, 'a again')

    const names: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await store.prompts.list({ limit: 2, cursor })
      names.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
      pages += 1
    } while (cursor !== undefined)
    expect(names).toEqual(['a again', 'c', 'e', 'd', 'b'])
    expect(pages).toBe(3)
  })

  it('pages through prompts of the same millisecond, and ends where a full page ends', async () => {
    const store = await openStore({ dataDir: ':memory:', now: () => 5 })
    for (let index = 0; index < 4; index += 1) {
      await store.prompts.create({ name: `${index}`, content: aPromptContent() })
    }
    const first = await store.prompts.list({ limit: 2 })
    const second = await store.prompts.list({ limit: 2, cursor: first.nextCursor ?? '' })
    const seen = [...first.items, ...second.items].map(({ id }) => id)
    expect(new Set(seen).size).toBe(4)
    expect(second.nextCursor).toBeNull()
  })

  it.each(['', 'x', '12', "1_' OR 1=1 --", '1_zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz'])(
    'refuses the cursor %j, which no list gave',
    async (cursor) => {
      const store = await openTickingStore()
      await expect(store.prompts.list({ limit: 2, cursor })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      })
    },
  )
})
