import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHubClient, planPull, pullModel } from '@trialogue/catalogue'
import { type LocalHub, randomCheckpoint, startHub } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printFigure } from './print-figure.ts'

const weights = 'model.safetensors'
const chunkBytes = 65_536
let root = ''
let hub: LocalHub
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-pull-full-'))
  hub = await startHub({ repositories: [await randomCheckpoint('org/large')] })
})
afterAll(async () => {
  await hub.close()
  rmSync(root, { recursive: true })
})

it('stops before the last of the disk is taken, keeps what came, and goes on when there is room', async () => {
  const proxy = { http: '', https: '', noProxy: '' }
  const settings = { endpoint: hub.url, token: null, cacheFolder: join(root, 'hub'), isOffline: false, proxy }
  const modelsFolder = join(root, 'models')
  const client = createHubClient(settings)
  const request = { repository: 'org/large', revision: null, precision: null, kind: null }
  const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes: 8e9 })
  const before = hub.transfers.length
  // A disk that others fill meanwhile: each look finds less of it.
  const minFreeBytes = 1e9
  let free = minFreeBytes + 800_000
  const freeDiskBytes = async () => {
    free -= 40_000
    return free
  }
  const options = { settings, client, modelsFolder, chunkBytes, minFreeBytes }
  await expect(pullModel(prepared, { ...options, freeDiskBytes })).rejects.toMatchObject({
    code: 'DISK_FULL',
  })
  const fetched = hub.transfers.slice(before).reduce((sum, { sentBytes }) => sum + sentBytes, 0)
  expect(free).toBeGreaterThan(minFreeBytes - 40_000)
  const again = hub.transfers.length
  await pullModel(prepared, { ...options, minFreeBytes: 0 })
  const resumedAt = hub.transfers.slice(again).find(({ path }) => path === weights)?.start ?? 0
  await client.close()
  printFigure(
    'R3, disk full during a download',
    `DISK_FULL after ${fetched} bytes with ${minFreeBytes} still free; it went on at byte ${resumedAt}`,
  )
  expect(resumedAt).toBeGreaterThan(0)
})
