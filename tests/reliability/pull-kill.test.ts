import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findModels, verifyModel } from '@trialogue/catalogue'
import { type LocalHub, randomCheckpoint, startHub } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printFigure } from './print-figure.ts'

const repository = 'HuggingFaceTB/SmolLM2-135M'
const weights = 'model.safetensors'
const chunkBytes = 65_536
const kills = 20

let root = ''
let hub: LocalHub
let sentBytes = 0
let onSent: () => void = () => undefined
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-pull-kill-'))
  hub = await startHub({
    repositories: [await randomCheckpoint(repository, { layers: 6 })],
    onSent(total) {
      sentBytes = total
      onSent()
    },
  })
})
afterAll(async () => {
  await hub.close()
  rmSync(root, { recursive: true })
})

const startPull = () =>
  fork(new URL('./pulling-process.ts', import.meta.url), [hub.url, root, repository, `${chunkBytes}`])

/** Lets a pull fetch so many bytes more, and kills it there. */
async function pullAndKill(bytes: number): Promise<void> {
  const until = sentBytes + bytes
  const child = startPull()
  const closed = once(child, 'close')
  onSent = () => {
    if (sentBytes >= until) child.kill('SIGKILL')
  }
  expect(await closed).toEqual([null, 'SIGKILL'])
  onSent = () => undefined
}

/** How many bytes of a file each attempt fetched that an earlier one had fetched too. */
function fetchedTwice(path: string): number[] {
  const twice: number[] = []
  let end = 0
  for (const { start, sentBytes: count } of hub.transfers.filter((one) => one.path === path)) {
    if (start < end) twice.push(end - start)
    end = Math.max(end, start + count)
  }
  return twice
}

it('is killed at 20 random points and ends in the same files, with at most one chunk of each fetched twice', async () => {
  const checkpoint = await randomCheckpoint(repository, { layers: 6 })
  const content = Buffer.from(checkpoint.files[weights] ?? '')
  // Spread over the whole pull, at no round numbers; the settings that planning reads are among what is fetched.
  for (let kill = 0; kill < kills; kill += 1) {
    await pullAndKill(5_000 + Math.floor(Math.random() * ((1.1 * content.length) / kills)))
  }
  const last = startPull()
  expect(await once(last, 'close')).toEqual([0, null])

  const { models, problems } = await findModels(join(root, 'models'))
  expect(problems).toEqual([])
  const pulled = models.find(({ manifest }) => manifest.repository?.name === repository)
  if (pulled === undefined) throw new Error('No model came of it.')
  await verifyModel(pulled)
  const snapshot = join(
    root,
    'hub/models--HuggingFaceTB--SmolLM2-135M/snapshots',
    pulled.manifest.repository?.revision ?? '',
  )
  for (const path of [weights, 'tokenizer.json', 'config.json']) {
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(readFileSync(join(snapshot, path)))).toBe(hash(Buffer.from(checkpoint.files[path] ?? '')))
  }
  const twice = fetchedTwice(weights)
  const most = Math.max(0, ...twice)
  printFigure(
    'R11, download killed',
    `${kills} kills of a pull of ${content.length} bytes, the files identical; fetched twice: at most ${most} bytes ` +
      `of a file per kill (a chunk has ${chunkBytes}), ${twice.reduce((sum, one) => sum + one, 0)} bytes in all`,
  )
  expect(most).toBeLessThanOrEqual(chunkBytes)
}, 180_000)
