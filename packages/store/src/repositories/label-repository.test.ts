import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aPromptContent } from '@trialogue/testing'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../index.ts'

/** A store with one prompt of three versions, and a clock that ticks. */
async function openWithVersions(dataDir = ':memory:') {
  let time = 0
  const now = () => {
    time += 1
    return time
  }
  const store = await openStore({ dataDir, now })
  const content = aPromptContent()
  const { prompt } = await store.prompts.create({ name: 'Balls', content })
  for (const parentNumber of [null, 1, 2]) {
    await store.versions.save(prompt.id, { message: '', parentNumber, content })
  }
  return { store, promptId: prompt.id }
}

describe('labels', () => {
  it('are on one version at a time; `latest` follows the newest by itself', async () => {
    const { store, promptId } = await openWithVersions()
    await store.labels.set(promptId, 'production', { versionNumber: 1, note: '' })
    await store.labels.set(promptId, 'candidate', { versionNumber: 1, note: '' })
    await store.labels.set(promptId, 'production', { versionNumber: 3, note: 'Better answers' })
    const places = async () =>
      (await store.labels.list(promptId)).map(({ name, versionNumber }) => [name, versionNumber])
    expect(await places()).toEqual([
      ['latest', 3],
      ['candidate', 1],
      ['production', 3],
    ])
    expect(await store.labels.get(promptId, 'production')).toMatchObject({
      versionNumber: 3,
      note: 'Better answers',
    })
    await store.versions.save(promptId, { message: '', parentNumber: 3, content: aPromptContent() })
    expect(await store.labels.get(promptId, 'latest')).toMatchObject({ versionNumber: 4 })
  })

  it('remember where they were, also after they are gone', async () => {
    const { store, promptId } = await openWithVersions()
    await store.labels.set(promptId, 'production', { versionNumber: 1, note: 'First' })
    await store.labels.set(promptId, 'production', { versionNumber: 2, note: '' })
    await store.labels.set(promptId, 'production', { versionNumber: 2, note: '' })
    await store.labels.remove(promptId, 'production', 'Paused')
    const { items } = await store.labels.listMoves(promptId, 'production', { limit: 10 })
    expect(items.map(({ fromNumber, toNumber, note }) => [fromNumber, toNumber, note])).toEqual([
      [2, null, 'Paused'],
      [1, 2, ''],
      [null, 1, 'First'],
    ])
    const first = await store.labels.listMoves(promptId, 'production', { limit: 2 })
    const second = await store.labels.listMoves(promptId, 'production', {
      limit: 2,
      cursor: first.nextCursor ?? '',
    })
    expect([...first.items, ...second.items]).toEqual(items)
    expect(second.nextCursor).toBeNull()
  })

  it('are never found by another name, and stay within their prompt', async () => {
    const { store, promptId } = await openWithVersions()
    const { prompt: other } = await store.prompts.create({ name: 'Other', content: aPromptContent() })
    await store.labels.set(promptId, 'production', { versionNumber: 1, note: '' })
    await expect(store.labels.get(promptId, 'prod')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'label', name: 'prod' },
    })
    await expect(store.labels.get(other.id, 'production')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(store.labels.get(other.id, 'latest')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(store.labels.remove(promptId, 'prod', '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await store.labels.list(other.id)).toEqual([])
  })

  it('go only on versions that there are', async () => {
    const { store, promptId } = await openWithVersions()
    await expect(store.labels.set(promptId, 'production', { versionNumber: 9, note: '' })).rejects.toThrow(
      'This prompt has no version 9.',
    )
    expect((await store.labels.listMoves(promptId, 'production', { limit: 1 })).items).toEqual([])
  })

  it('keep a history that even plain SQL cannot rewrite', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'trialogue-labels-'))
    const { store, promptId } = await openWithVersions(dataDir)
    await store.labels.set(promptId, 'production', { versionNumber: 1, note: '' })
    const intruder = new Sqlite(join(dataDir, 'trialogue.sqlite'))
    expect(() => intruder.exec("UPDATE label_moves SET note = 'Changed'")).toThrow('never changes')
    expect(() => intruder.exec('DELETE FROM label_moves')).toThrow('never deleted')
    expect(() => intruder.exec("UPDATE labels SET name = 'latest'")).toThrow('CHECK')
    intruder.close()
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
})

describe('searching the timeline', () => {
  it('finds versions by the words of their message, whatever their case and order', async () => {
    const { store, promptId } = await openWithVersions()
    const save = (message: string) =>
      store.versions.save(promptId, { message, parentNumber: 3, content: aPromptContent() })
    for (const message of ['Shorter question', 'Ask for 100% of the answer', '更短的问题'])
      await save(message)
    const find = async (search: string) =>
      (await store.versions.list(promptId, { limit: 10, search })).items.map(({ message }) => message)
    expect(await find('QUESTION shorter')).toEqual(['Shorter question'])
    expect(await find('100%')).toEqual(['Ask for 100% of the answer'])
    expect(await find('%')).toEqual(['Ask for 100% of the answer'])
    expect(await find('更短')).toEqual(['更短的问题'])
    expect(await find('longer')).toEqual([])
    expect(await find('')).toHaveLength(6)
  })
})
