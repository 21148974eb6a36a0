import { join } from 'node:path'
import { createHubClient, planPull, pullModel } from '@trialogue/catalogue'

/** A process to be killed: pulls a repository from a hub into a folder, in pieces of so many bytes. */
const [endpoint = '', root = '', repository = '', chunkBytes = ''] = process.argv.slice(2)
const settings = {
  ...{ endpoint, token: null, cacheFolder: join(root, 'hub'), isOffline: false },
  proxy: { http: '', https: '', noProxy: '' },
}
const modelsFolder = join(root, 'models')
const client = createHubClient(settings)
const request = { repository, revision: null, precision: null, kind: null }
const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes: 8e9 })
await pullModel(prepared, { settings, client, modelsFolder, chunkBytes: Number(chunkBytes), minFreeBytes: 0 })
await client.close()
