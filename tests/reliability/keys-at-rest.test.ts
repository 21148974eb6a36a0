import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '@trialogue/store'
import { aRunRequest, aVariant } from '@trialogue/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRun, followRun } from './api.ts'
import { printFigure } from './print-figure.ts'
import { startServer } from './server-process.ts'

/** As it is, and as it would look in bytes that were written down as text. */
const canary = 'sk-canary-3f9a6c51d7e20b84'
const forms = ['utf8', 'hex', 'base64', 'base64url'] as const
const needles = forms.map((form) => Buffer.from(canary).toString(form).replace(/=+$/, '').slice(0, -2))

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-keys-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const isKeyIn = (bytes: Buffer) => needles.some((needle) => bytes.includes(needle))

/** All files of the data directory, by their paths in it. */
function readAll(): Map<string, Buffer> {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(join(dataDir, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(join(dataDir, name))]))
}

/** A newer Trialogue copies the database before it changes it: this one takes itself for newer. */
async function makeBackup(): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'trialogue.sqlite'))
  const { user_version: schema } = database.prepare('PRAGMA user_version').get() ?? {}
  database.exec(`PRAGMA user_version = ${Number(schema) - 1}`)
  database.close()
  await openStore({ dataDir }).then(
    (store) => store.close(),
    () => {},
  )
}

it('keeps a key out of the database, its log, backups, the server’s log and all that it answers', async () => {
  const server = await startServer(dataDir, 0, { TRIALOGUE_LOG_LEVEL: 'trace' })
  const answers: string[] = []
  const ask = async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${server.address}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    answers.push(await answer.text())
  }
  // It takes no key, and repeats the one that it got in what it says about it.
  const gossip = createServer(({ headers }, response) => {
    const error = { message: `No such key: ${headers.authorization}`, type: 'invalid_request_error' }
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  })
  await new Promise<void>((resolve) => gossip.listen(0, '127.0.0.1', resolve))
  const urls = [`http://127.0.0.1:${(gossip.address() as AddressInfo).port}/v1`]
  const settings = { name: 'lab', api: 'openai', urls, allowsPrivate: true, concurrency: 1, key: canary }
  await ask('/api/endpoints', 'POST', settings)
  await ask('/api/endpoints', 'POST', settings)
  await ask('/api/endpoints', 'POST', { ...settings, name: 'no good name', key: canary })
  await ask('/api/endpoints', 'POST', { ...settings, name: 'spaced', key: `${canary} ${canary}` })
  await ask('/api/endpoints/lab', 'PATCH', { key: canary, unknown: true })
  await ask('/api/endpoints/lab/models', 'PATCH', { name: 'model', kind: 'base' })
  await ask('/api/endpoints/lab/test', 'POST', { modelName: null })
  const variants = [aVariant({ modelId: 'endpoint:lab/model' })]
  const run = await createRun(server.address, aRunRequest({ variants }))
  for await (const event of followRun(server.address, run.id)) answers.push(JSON.stringify(event))
  for (const path of ['/api/endpoints', '/api/models', `/api/runs/${run.id}`, '/api/openapi.json'])
    await ask(path)
  await server.end('SIGKILL')
  gossip.close()

  const live = readAll()
  expect([...live.keys()]).toEqual(expect.arrayContaining(['trialogue.sqlite-wal', 'secret.key']))
  await makeBackup()
  const files = new Map([
    ...[...live].map(([name, bytes]) => [`${name} (live)`, bytes] as const),
    ...readAll(),
  ])
  expect([...files.keys()].some((name) => name.startsWith('backups'))).toBe(true)
  const found = [...files].filter(([, bytes]) => isKeyIn(bytes)).map(([name]) => name)
  const told = answers.filter((answer) => isKeyIn(Buffer.from(answer)))
  const log = server.log()
  printFigure(
    'S9',
    `key found in ${found.length} of ${files.size} files, ${told.length} of ${answers.length} answers and events, ` +
      `${isKeyIn(Buffer.from(log)) ? 'and' : 'not'} in ${log.length} characters of log`,
  )
  expect(found).toEqual([])
  expect(told).toEqual([])
  expect(log.length).toBeGreaterThan(0)
  expect(isKeyIn(Buffer.from(log))).toBe(false)
})

it('seals 1,000 keys anew, and all of them open', async () => {
  const keyOf = (number: number) => `sk-${number}-0123456789abcdef`
  const nameOf = (number: number) => `server-${number}`
  const numbers = Array.from({ length: 1_000 }, (_, number) => number)
  // In memory the disk is not waited for a thousand times.
  const store = await openStore({ dataDir: ':memory:' })
  const settings = {
    api: 'openai' as const,
    urls: ['https://one.example/v1'],
    allowsPrivate: false,
    concurrency: 1,
  }
  for (const number of numbers)
    await store.endpoints.create({ ...settings, name: nameOf(number), key: keyOf(number) })
  const startedAt = performance.now()
  const { sealed, unreadable } = await store.endpoints.rotateSecret()
  const durationMs = performance.now() - startedAt
  const opened = await Promise.all(numbers.map((number) => store.endpoints.keyOf(nameOf(number))))
  await store.close()
  const readable = opened.filter(({ key }, number) => key === keyOf(number)).length
  printFigure('S9', `${sealed} keys sealed anew in ${Math.round(durationMs)} ms, ${readable} open`)
  expect(unreadable).toEqual([])
  expect(readable).toBe(1_000)
})
