import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createHubClient, planPull, pullModel } from '@trialogue/catalogue'
import { type LocalHub, randomCheckpoint, startHub, wrenRepositories } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printFigure } from './print-figure.ts'

const hostile = [
  '../x.json',
  '/abs.json',
  'a\\..\\b.json',
  'a/../../b.json',
  'nul\0.json',
  'C:\\x.json',
  'con.json',
  '.git/config',
]

let root = ''
let hub: LocalHub
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-hostile-'))
  const checkpoint = await randomCheckpoint('org/hostile')
  const [wren] = await wrenRepositories()
  if (wren === undefined) throw new Error('There is no bundled model.')
  hub = await startHub({
    repositories: [
      { ...checkpoint, listedOnly: hostile },
      { ...wren, name: 'org/linked' },
    ],
  })
})
afterAll(async () => {
  await hub.close()
  rmSync(root, { recursive: true })
})

function settingsIn(folder: string) {
  const proxy = { http: '', https: '', noProxy: '' }
  return { endpoint: hub.url, token: null, cacheFolder: join(folder, 'hub'), isOffline: false, proxy }
}

async function pull(repository: string, folder: string) {
  const settings = settingsIn(folder)
  const modelsFolder = join(folder, 'models')
  const client = createHubClient(settings)
  try {
    const request = { repository, revision: null, precision: null, kind: null }
    const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes: 8e9 })
    await pullModel(prepared, { settings, client, modelsFolder, minFreeBytes: 0 })
    return prepared
  } finally {
    await client.close()
  }
}

const filesOutside = (inside: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(`${inside}/`))

it('writes nothing outside of its folders, whatever the names in a repository', async () => {
  const { info, variant } = await pull('org/hostile', join(root, 'inside'))
  expect(info.refusedPaths.toSorted()).toEqual(hostile.toSorted())
  expect(variant.files.map(({ path }) => path)).not.toContain('.gitattributes')
  // A folder of the commit that somebody has made a link to elsewhere.
  const linked = join(root, 'linked')
  const elsewhere = join(root, 'linked/elsewhere')
  await mkdir(elsewhere, { recursive: true })
  const client = createHubClient(settingsIn(linked))
  const { revision } = await client.describe({ name: 'org/linked', revision: null })
  await client.close()
  const snapshot = join(linked, 'hub/models--org--linked/snapshots', revision)
  await mkdir(snapshot, { recursive: true })
  symlinkSync(elsewhere, join(snapshot, 'onnx'))
  await expect(pull('org/linked', linked)).rejects.toMatchObject({ code: 'DOWNLOAD_CORRUPT' })
  expect(readdirSync(elsewhere)).toEqual([])
  rmSync(linked, { recursive: true })
  printFigure(
    'R12, hostile names',
    `${hostile.length + 1}/${hostile.length + 1} refused, ${filesOutside('inside').length} files outside of the folder`,
  )
  expect(filesOutside('inside')).toEqual([])
})
