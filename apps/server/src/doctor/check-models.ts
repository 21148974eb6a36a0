import { findModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { toErrorRecord } from '@trialogue/contract'
import { readGraphFacts } from '@trialogue/inference'
import { type Finding, failed, note, ok, sizeText } from './finding.ts'

/** Every model: whether all its files are what they should be, and how it will run. Reads all of them. */
export async function checkModels(modelsFolder: string): Promise<Finding[]> {
  const { models, problems } = await findModels(modelsFolder)
  const findings: Finding[] = []
  for (const model of models) {
    findings.push(await checkModel(model, model.folder.startsWith(modelsFolder) ? 'imported' : 'bundled'))
  }
  const leftOut = problems.map(({ folder, error: { code, message } }) =>
    failed(folder, message, { facts: { code }, advice: `It lies in ${modelsFolder}.` }),
  )
  if (models.length > 0) return [...findings, ...leftOut]
  return [
    failed('Models', 'There are none.', { advice: 'Install Trialogue again: it brings three.' }),
    ...leftOut,
  ]
}

async function checkModel(model: LocalModel, origin: 'bundled' | 'imported'): Promise<Finding> {
  const { id, files } = model.manifest
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  try {
    await verifyModel(model)
    const { precision, plainReason } = await readGraphFacts(model.folder)
    const facts = {
      origin,
      sizeBytes,
      precision,
      cachePath: plainReason === null ? 'in-place' : 'plain',
      plainReason,
    }
    const what = `${origin}, ${sizeText(sizeBytes)} in ${precision ?? 'an unknown precision'}, files as they should be`
    if (plainReason === null) return ok(id, `${what}; its KV cache is updated in place`, { facts })
    return note(id, `${what}; its KV cache is copied at each step (plain), which is slower`, {
      facts,
      advice: plainReason,
    })
  } catch (thrown) {
    const { code, message } = toErrorRecord(thrown)
    return failed(id, `${origin}: ${message}`, { facts: { origin, sizeBytes, code } })
  }
}
