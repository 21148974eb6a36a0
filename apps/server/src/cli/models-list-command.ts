import { join } from 'node:path'
import { findModels, listCachedRepositories } from '@trialogue/catalogue'
import { readConfig } from '../config.ts'
import { formatMegabytes } from './format-megabytes.ts'

/** `trialogue models list`: the models on this machine, and what other tools have fetched that could be one. */
export const modelsListCommand = {
  about: 'Lists the models on this machine, and what could be pulled without the network.',
  async run(): Promise<void> {
    const { dataDir, hub } = readConfig()
    const modelsFolder = join(dataDir, 'models')
    const { models, problems } = await findModels(modelsFolder)
    for (const { manifest } of models) {
      const sizeBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0)
      const from = manifest.repository === undefined ? '' : `  ${manifest.repository.name}`
      console.log(
        `${manifest.id.padEnd(44)} ${manifest.kind.padEnd(9)} ${formatMegabytes(sizeBytes).padStart(12)}${from}`,
      )
    }
    for (const { error } of problems) console.error(error.message)
    const cached = await listCachedRepositories(hub.cacheFolder, modelsFolder)
    for (const { repository, sizeBytes, precisions, modelId } of cached) {
      if (modelId !== null) continue
      const size = formatMegabytes(sizeBytes).padStart(12)
      console.log(
        `${repository.name.padEnd(44)} in cache  ${size}  can be pulled as ${precisions.join(', ')}`,
      )
    }
  },
}
