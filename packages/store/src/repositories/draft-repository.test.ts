import { aPromptBody, aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'

async function openWithPrompt() {
  const store = await openStore({ dataDir: ':memory:' })
  const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
  return { store, promptId: prompt.id }
}

const contentOf = (template: string) => aPromptContent({ body: aPromptBody({ text: { template } }) })

describe('drafts', () => {
  it('rises by one with each write', async () => {
    const { store, promptId } = await openWithPrompt()
    const second = await store.drafts.save(promptId, {
      revision: 1,
      baseVersion: null,
      content: contentOf('b'),
    })
    const third = await store.drafts.save(promptId, {
      revision: 2,
      baseVersion: null,
      content: contentOf('c'),
    })
    expect([second.revision, third.revision]).toEqual([2, 3])
    expect(await store.drafts.get(promptId)).toEqual(third)
  })

  it('refuses a write from an older revision, says which is stored, and keeps what is there', async () => {
    const { store, promptId } = await openWithPrompt()
    const stored = await store.drafts.save(promptId, {
      revision: 1,
      baseVersion: null,
      content: contentOf('b'),
    })
    for (const revision of [1, 3]) {
      await expect(
        store.drafts.save(promptId, { revision, baseVersion: null, content: contentOf('lost?') }),
      ).rejects.toMatchObject({ code: 'CONFLICT', details: { revision: 2 } })
    }
    expect(await store.drafts.get(promptId)).toEqual(stored)
  })

  it('loses no update of two writers who write at once', async () => {
    const { store, promptId } = await openWithPrompt()
    const writesEach = 200
    const write = async (writer: string) => {
      for (let done = 0; done < writesEach; ) {
        const draft = await store.drafts.get(promptId)
        const log = draft.content.body.system
        const content = aPromptContent({ body: aPromptBody({ system: `${log}${writer}` }) })
        try {
          await store.drafts.save(promptId, { revision: draft.revision, baseVersion: null, content })
          done += 1
        } catch (error) {
          expect(error).toMatchObject({ code: 'CONFLICT' })
        }
      }
    }
    await Promise.all([write('a'), write('b')])
    const draft = await store.drafts.get(promptId)
    const log = draft.content.body.system
    expect(log.replaceAll('b', '')).toHaveLength(writesEach)
    expect(log.replaceAll('a', '')).toHaveLength(writesEach)
    expect(draft.revision).toBe(1 + 2 * writesEach)
  })

  it('refuses a base version that there is not', async () => {
    const { store, promptId } = await openWithPrompt()
    await expect(
      store.drafts.save(promptId, { revision: 1, baseVersion: 1, content: contentOf('b') }),
    ).rejects.toMatchObject({ code: 'INVALID_REQUEST', details: { promptId, number: 1 } })
  })

  it('keeps every character and every name, odd ones included', async () => {
    const { store, promptId } = await openWithPrompt()
    const odd = 'a\u0000b "quoted" \\ 猫 🐈‍⬛ \ud83d lone \u202e bidi \r\n\t'
    const values = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', odd].map((name) => ({
      name,
      value: odd,
    }))
    const content = aPromptContent({ values, body: aPromptBody({ system: odd }) })
    const saved = await store.drafts.save(promptId, { revision: 1, baseVersion: null, content })
    expect(saved.content).toEqual(content)
    expect((await store.drafts.get(promptId)).content).toEqual(content)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
