import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PromptContent } from '@trialogue/contract'
import { aPromptBody, aPromptContent } from '@trialogue/testing'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'

async function openWithPrompt(dataDir = ':memory:') {
  const store = await openStore({ dataDir })
  const { prompt } = await store.prompts.create({ name: 'Balls', content: aPromptContent() })
  return { store, promptId: prompt.id }
}

const contentOf = (template: string) => aPromptContent({ body: aPromptBody({ text: { template } }) })

describe('versions', () => {
  it('are numbered from 1, know their parent, and let the draft continue from them', async () => {
    const { store, promptId } = await openWithPrompt()
    const first = await store.versions.save(promptId, {
      message: 'First',
      parentNumber: null,
      content: contentOf('a'),
    })
    const second = await store.versions.save(promptId, {
      message: 'Second',
      parentNumber: 1,
      content: contentOf('b'),
    })
    expect(first.version).toMatchObject({ number: 1, parentNumber: null, restoredFromNumber: null })
    expect(second.version).toMatchObject({ number: 2, parentNumber: 1, message: 'Second' })
    expect(second.draft).toMatchObject({ revision: 3, baseVersion: 2, content: contentOf('b') })
    expect(await store.drafts.get(promptId)).toEqual(second.draft)
    expect(await store.versions.get(promptId, 1)).toEqual(first.version)
    expect(await store.versions.get(promptId, 2)).toEqual(second.version)
  })

  it('have the same hash for the same content, whatever the order of its keys', async () => {
    const { store, promptId } = await openWithPrompt()
    const content = contentOf('a')
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as PromptContent
    const save = (one: PromptContent) =>
      store.versions.save(promptId, { message: '', parentNumber: null, content: one })
    const [first, second, third] = [await save(content), await save(reversed), await save(contentOf('b'))]
    expect(first.version.contentSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(second.version.contentSha256).toBe(first.version.contentSha256)
    expect(third.version.contentSha256).not.toBe(first.version.contentSha256)
  })

  it('take numbers without gaps or repeats when many are saved at once, per prompt', async () => {
    const { store, promptId } = await openWithPrompt()
    const { prompt: other } = await store.prompts.create({ name: 'Other', content: aPromptContent() })
    const save = (id: string, index: number) =>
      store.versions.save(id, { message: `${index}`, parentNumber: null, content: contentOf(`${index}`) })
    const saved = await Promise.all(
      Array.from({ length: 50 }, (_, index) => save(index % 5 === 0 ? other.id : promptId, index)),
    )
    const numbersOf = (id: string) =>
      saved.filter(({ version }) => version.promptId === id).map(({ version }) => version.number)
    expect(numbersOf(promptId).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    )
    expect(numbersOf(other.id).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    )
  })

  it('leave no gap when one could not be saved', async () => {
    const { store, promptId } = await openWithPrompt()
    await expect(
      store.versions.save(promptId, { message: '', parentNumber: 9, content: contentOf('a') }),
    ).rejects.toMatchObject({ code: 'INVALID_REQUEST', details: { number: 9 } })
    expect((await store.drafts.get(promptId)).revision).toBe(1)
    const { version } = await store.versions.save(promptId, {
      message: '',
      parentNumber: null,
      content: contentOf('a'),
    })
    expect(version.number).toBe(1)
  })

  it('are restored as a new version; nothing is deleted', async () => {
    const { store, promptId } = await openWithPrompt()
    for (const template of ['a', 'b', 'c']) {
      await store.versions.save(promptId, {
        message: template,
        parentNumber: null,
        content: contentOf(template),
      })
    }
    const { version, draft } = await store.versions.restore(promptId, 1, 'Back to a')
    expect(version).toMatchObject({
      number: 4,
      parentNumber: 3,
      restoredFromNumber: 1,
      message: 'Back to a',
      content: contentOf('a'),
    })
    expect(draft).toMatchObject({ baseVersion: 4, content: contentOf('a') })
    expect((await store.versions.list(promptId, { limit: 10 })).items.map(({ number }) => number)).toEqual([
      4, 3, 2, 1,
    ])
    await expect(store.versions.restore(promptId, 9, '')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'version', number: 9 },
    })
  })

  it('are listed newest first, page by page, without their content', async () => {
    const { store, promptId } = await openWithPrompt()
    for (const template of ['a', 'b', 'c']) {
      await store.versions.save(promptId, {
        message: template,
        parentNumber: null,
        content: contentOf(template),
      })
    }
    const first = await store.versions.list(promptId, { limit: 2 })
    const second = await store.versions.list(promptId, { limit: 2, cursor: first.nextCursor ?? '' })
    expect(first.items.map(({ message }) => message)).toEqual(['c', 'b'])
    expect(second).toMatchObject({ items: [{ message: 'a' }], nextCursor: null })
    expect(first.items[0]).not.toHaveProperty('content')
    await expect(store.versions.list(promptId, { limit: 2, cursor: '-1' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })

  it('cannot be changed, deleted or misnumbered even by plain SQL', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'trialogue-versions-'))
    const { store, promptId } = await openWithPrompt(dataDir)
    const { version } = await store.versions.save(promptId, {
      message: 'Kept',
      parentNumber: null,
      content: contentOf('a'),
    })
    const intruder = new Sqlite(join(dataDir, 'trialogue.sqlite'))
    const copyAs = (number: number) => `INSERT INTO versions
      SELECT 'copy', prompt_id, ${number}, NULL, NULL, '', content, content_sha256, created_at FROM versions`
    expect(() => intruder.exec("UPDATE versions SET message = 'Changed'")).toThrow('a version never changes')
    expect(() => intruder.exec('DELETE FROM versions')).toThrow('a version is never deleted')
    expect(() => intruder.exec(copyAs(3))).toThrow('a version takes the next number')
    expect(() => intruder.exec(copyAs(1).replace('INSERT', 'INSERT OR REPLACE'))).toThrow(
      'takes the next number',
    )
    intruder.close()
    expect(await store.versions.get(promptId, 1)).toEqual(version)
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
})
