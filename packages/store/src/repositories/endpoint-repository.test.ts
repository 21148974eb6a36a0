import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EndpointModel } from '@trialogue/contract'
import { aModel } from '@trialogue/testing'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../index.ts'

const settings = {
  name: 'lab',
  api: 'openai' as const,
  urls: ['http://lab.example:8000/v1', 'http://other.example:8000/v1'],
  allowsPrivate: false,
  concurrency: 4,
}
const canary = 'sk-canary-5f1d0c7e9a'
const { capabilities } = aModel()
const model: EndpointModel = {
  name: 'org/model',
  kind: 'instruct',
  contextLength: 4_096,
  capabilities: null,
  dialect: null,
  price: null,
  isEnabled: true,
}
const { name: _, ...defaults } = model
const test = { modelName: model.name, checks: [], testedAt: 7 }

let store: Store
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', now: () => 5 })
})
afterEach(() => store.close())

describe('endpoints', () => {
  it('are kept with the last characters of their key, and give the key only to who asks for it', async () => {
    const made = await store.endpoints.create({ ...settings, key: canary })
    expect(made).toEqual({
      ...settings,
      keyHint: '7e9a',
      models: [],
      lastTest: null,
      createdAt: 5,
      updatedAt: 5,
    })
    expect(await store.endpoints.list()).toEqual([made])
    expect(await store.endpoints.keyOf('lab')).toEqual({ key: canary, isReadable: true })
    await store.endpoints.create({ ...settings, name: 'bare', key: null })
    await store.endpoints.create({ ...settings, name: 'short', key: 'eight-ch' })
    expect((await store.endpoints.list()).map(({ name, keyHint }) => [name, keyHint])).toEqual([
      ['bare', null],
      ['lab', '7e9a'],
      ['short', ''],
    ])
    expect(await store.endpoints.keyOf('bare')).toEqual({ key: null, isReadable: true })
  })

  it('never share a name, and are not found when there is none', async () => {
    await store.endpoints.create({ ...settings, key: null })
    await expect(store.endpoints.create({ ...settings, key: canary })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { name: 'lab' },
    })
    await store.endpoints.remove('lab')
    for (const missing of [
      store.endpoints.get('lab'),
      store.endpoints.remove('lab'),
      store.endpoints.keyOf('lab'),
      store.endpoints.update('lab', { concurrency: 2 }),
    ]) {
      await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'endpoint' } })
    }
  })

  it('forget the key and the tests with another origin, and only then', async () => {
    const readKey = async () => (await store.endpoints.keyOf('lab')).key
    await store.endpoints.create({ ...settings, key: canary })
    await store.endpoints.saveTest('lab', {
      ...{ test, urls: settings.urls },
      models: [{ ...model, capabilities }],
    })
    await store.endpoints.update('lab', { urls: ['http://lab.example:8000/other'], concurrency: 9 })
    expect(await readKey()).toBe(canary)
    expect(await store.endpoints.get('lab')).toMatchObject({
      concurrency: 9,
      lastTest: test,
      keyHint: '7e9a',
    })

    const moved = await store.endpoints.update('lab', { urls: ['https://lab.example:8000/v1'] })
    expect(moved).toMatchObject({ keyHint: null, lastTest: null, models: [model] })
    expect(await readKey()).toBeNull()
    await store.endpoints.update('lab', { urls: settings.urls, key: 'another-key-0123' })
    expect(await readKey()).toBe('another-key-0123')
    await store.endpoints.update('lab', { key: null })
    expect(await store.endpoints.get('lab')).toMatchObject({ keyHint: null })
  })

  it('keep what people wrote about a model when it is tested again', async () => {
    await store.endpoints.create({ ...settings, key: null })
    const price = { inputPerMillion: 1, outputPerMillion: 2, currency: 'EUR' }
    await store.endpoints.saveModel('lab', { name: 'by-hand', price }, defaults)
    const found = [{ ...model, name: 'by-hand', capabilities }, model]
    await store.endpoints.saveTest('lab', { test, urls: settings.urls, models: found })
    await store.endpoints.saveModel('lab', { name: model.name, kind: 'base' }, defaults)
    expect((await store.endpoints.get('lab')).models).toEqual([
      { ...model, name: 'by-hand', price, capabilities },
      { ...model, kind: 'base' },
    ])
    const elsewhere = { test, urls: ['http://gone.example/v1'], models: [] }
    await expect(store.endpoints.saveTest('lab', elsewhere)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('keys at rest', () => {
  let dataDir = ''
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'trialogue-keys-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  const sealedKey = (change?: string) => {
    const database = new Sqlite(join(dataDir, 'trialogue.sqlite'))
    if (change !== undefined) database.prepare(change).run()
    const row = database.prepare('SELECT sealed_key AS sealed FROM endpoints').get()
    database.close()
    return String((row as { sealed: string }).sealed)
  }
  const withStore = async <Result>(secrets: string[], act: (opened: Store) => Promise<Result>) => {
    const opened = await openStore({ dataDir, secrets })
    try {
      return await act(opened)
    } finally {
      await opened.close()
    }
  }
  const keyOf = (secrets: string[]) => withStore(secrets, ({ endpoints }) => endpoints.keyOf('lab'))
  const create = (secrets: string[]) =>
    withStore(secrets, ({ endpoints }) => endpoints.create({ ...settings, key: canary }))
  const unreadable = { key: null, isReadable: false }

  it('are sealed by a secret that lies beside the database, for its owner only', async () => {
    await withStore([], (opened) => opened.endpoints.create({ ...settings, key: null }))
    expect(readdirSync(dataDir)).not.toContain('secret.key')
    await withStore([], (opened) => opened.endpoints.update('lab', { key: canary }))
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
    expect(await keyOf([])).toEqual({ key: canary, isReadable: true })
    rmSync(join(dataDir, 'secret.key'))
    expect(await keyOf([])).toEqual(unreadable)
  })

  it('open with any of the given secrets, and not for a row that was moved to another host', async () => {
    const [old, next] = ['old secret '.repeat(4), 'new secret '.repeat(4)]
    await create([old])
    expect(readdirSync(dataDir)).not.toContain('secret.key')
    expect(await keyOf([next, old])).toMatchObject({ key: canary })
    expect(await keyOf([next])).toEqual(unreadable)
    // What is unreadable now may be readable again: an unrelated change leaves it as it is.
    await withStore([next], ({ endpoints }) => endpoints.update('lab', { concurrency: 2 }))
    expect(await keyOf([old])).toMatchObject({ key: canary })

    sealedKey(`UPDATE endpoints SET urls = '["http://evil.example/v1"]'`)
    expect(await keyOf([old])).toEqual(unreadable)
  })

  it('open neither changed nor twice the same way', async () => {
    await create([])
    const first = sealedKey()
    await withStore([], ({ endpoints }) => endpoints.update('lab', { key: canary }))
    expect(sealedKey()).not.toBe(first)
    const changed = first.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    sealedKey(`UPDATE endpoints SET sealed_key = '${changed}'`)
    expect(await keyOf([])).toEqual(unreadable)
  })

  it('are sealed anew by a rotation: of our own secret the old one is gone, a given one takes over', async () => {
    await create([])
    const [before, secretBefore] = [sealedKey(), readFileSync(join(dataDir, 'secret.key'), 'utf8')]
    expect(await withStore([], ({ endpoints }) => endpoints.rotateSecret())).toEqual({
      sealed: 1,
      unreadable: [],
    })
    const secretAfter = readFileSync(join(dataDir, 'secret.key'), 'utf8')
    expect(secretAfter.trim().split('\n')).toHaveLength(1)
    expect(secretAfter).not.toBe(secretBefore)
    expect(sealedKey()).not.toBe(before)
    expect(await keyOf([])).toMatchObject({ key: canary })

    const given = 'a given secret '.repeat(3)
    await withStore([given], ({ endpoints }) => endpoints.rotateSecret())
    expect(readdirSync(dataDir)).not.toContain('secret.key')
    expect(await keyOf([given])).toMatchObject({ key: canary })
    const lost = await withStore(['yet another one '.repeat(3)], ({ endpoints }) => endpoints.rotateSecret())
    expect(lost).toEqual({ sealed: 0, unreadable: ['lab'] })
    expect(await keyOf([given])).toMatchObject({ key: canary })
  })
})
