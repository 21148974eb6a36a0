import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { readResidentBytes } from '../memory/resident-bytes.ts'
import { type ChildConnection, connectChild } from './child-connection.ts'
import { forkChild } from './fork-child.ts'
import { askForMemory } from './model-process.ts'
import type { Reply, ToChild } from './protocol.ts'

async function firstOf(replies: AsyncIterable<Reply>): Promise<Reply | null> {
  for await (const reply of replies) return reply
  return null
}

async function end(connection: ChildConnection): Promise<void> {
  connection.kill()
  await connection.ended
}

/** As if the two sides were of different versions. */
const garble = (message: object): ToChild => JSON.parse(JSON.stringify(message))

describe('what a model process does not understand', () => {
  // One for all: to start a process is the slowest thing here.
  let connection: ChildConnection
  beforeAll(() => {
    connection = connectChild(forkChild('one', silentLog), 'one', silentLog)
  })
  afterAll(() => end(connection))

  const order = { prompt: { form: 'text', text: 'the' }, parameters: {}, seed: 1 }
  it.each([
    [
      'a prompt without messages',
      'INVALID_REQUEST',
      { type: 'inspect', prompt: { form: 'chat', messages: [] } },
    ],
    ['a prompt of an unknown form', 'INVALID_REQUEST', { type: 'generate', order: { ...order, prompt: {} } }],
    ['an order without a seed', 'INTERNAL', { type: 'generate', order: { ...order, seed: null } }],
    ['an unknown type', 'INTERNAL', { type: 'dance' }],
  ])('is answered: %s is %s', async (_, code, message) => {
    const { id, replies } = connection.open()
    connection.send(garble({ ...message, id }))
    expect(await firstOf(replies)).toMatchObject({ type: 'failed', id, error: { code } })
  })

  it('leaves it answering how much memory it holds', async () => {
    const asked = await askForMemory(connection)
    expect(asked).toBeGreaterThan(20e6)
    expect(await readResidentBytes(connection.pid ?? 0)).toSatisfy(
      // Where the system tells, it tells about the same.
      (told: number | null) => told === null || Math.abs(told - (asked ?? 0)) < 50e6,
    )
  })

  it('makes it refuse to load', async () => {
    connection.send(garble({ type: 'load', folder: null }))
    expect(await connection.loadReply).toMatchObject({ type: 'load-failed', error: { code: 'INTERNAL' } })
  })
})

describe('a model process that cannot be understood', () => {
  let folder: string
  let connection: ChildConnection
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trialogue-garbled-'))
    // Sends back what it got as the order.
    const source = "process.on('message', ({ order }) => process.send(order))"
    await writeFile(join(folder, 'echo.mjs'), source)
  })
  afterAll(() => rm(folder, { recursive: true }))
  afterEach(() => end(connection))

  const ask = () => {
    connection = connectChild(fork(join(folder, 'echo.mjs')), 'echo', silentLog)
    const [first, second] = [connection.open(), connection.open()]
    const say = (message: unknown) => connection.send(garble({ type: 'generate', id: 0, order: message }))
    return { first, second, say }
  }
  const crash = { code: 'MODEL_PROCESS_CRASHED', details: { modelId: 'echo', how: 'garbled' } }

  it('fails the generation that its reply was for, and no other', async () => {
    const { first, second, say } = ask()
    const good = { type: 'step', id: second.id, step: { type: 'text' } }
    say([{ type: 'step', id: first.id, step: null }, good])
    await expect(firstOf(first.replies)).rejects.toMatchObject(crash)
    expect(await firstOf(second.replies)).toEqual(good)
  })

  it('is ended when nobody knows whom its message was for', async () => {
    const { first, second, say } = ask()
    say({ type: 'loaded' })
    for (const { replies } of [first, second, connection.open()])
      await expect(firstOf(replies)).rejects.toMatchObject(crash)
    await expect(connection.loadReply).rejects.toMatchObject(crash)
    expect(await connection.ended).toMatchObject(crash)
  })
})
