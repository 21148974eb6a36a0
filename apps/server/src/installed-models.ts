import { createModelFinder, type LocalModel } from '@trialogue/catalogue'
import type { Logger } from 'pino'

/**
 * What tells which models there are: those that came with Trialogue and those imported into `modelsFolder` by now. Why a
 * folder is left out goes to the log, once.
 */
export function createInstalledModels(
  modelsFolder: string,
  log: Pick<Logger, 'warn'>,
): () => Promise<readonly LocalModel[]> {
  const find = createModelFinder(modelsFolder)
  let told: ReadonlySet<string> = new Set()
  return async () => {
    const { models, problems } = await find()
    for (const { folder, error } of problems) {
      if (!told.has(`${folder} ${error.message}`))
        log.warn({ folder, err: error }, 'An imported model is left out')
    }
    told = new Set(problems.map(({ folder, error }) => `${folder} ${error.message}`))
    return models
  }
}
