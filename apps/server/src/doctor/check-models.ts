import { findModels, type LocalModel, verifyModel } from '@trialogue/catalogue'
import { estimateMemory, toErrorRecord, usualMemoryBytes } from '@trialogue/contract'
import { memoryDemand, readGraphFacts } from '@trialogue/inference'
import { type Finding, failed, note, ok, sizeText } from './finding.ts'

/**
 * Every model: whether all its files are what they should be, how it will run, and whether it fits into `freeBytes` of
 * memory. Reads all of them.
 */
export async function checkModels(modelsFolder: string, freeBytes: number): Promise<Finding[]> {
  const { models, problems } = await findModels(modelsFolder)
  const findings: Finding[] = []
  for (const model of models) {
    findings.push(await checkModel(model, freeBytes))
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

async function checkModel(model: LocalModel, freeBytes: number): Promise<Finding> {
  const { id, files, repository } = model.manifest
  const origin = model.isBundled ? 'bundled' : repository === undefined ? 'imported' : 'pulled'
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  try {
    await verifyModel(model)
    const graph = await readGraphFacts(model.folder)
    const { precision, plainReason } = graph
    const demand = memoryDemand(model.manifest, graph)
    const needBytes = usualMemoryBytes(demand)
    const leastBytes = estimateMemory(demand, 0).totalBytes
    const facts = {
      origin,
      sizeBytes,
      precision,
      cachePath: plainReason === null ? 'in-place' : 'plain',
      plainReason,
      needBytes,
      leastBytes,
    }
    const what = `${origin}, ${sizeText(sizeBytes)} in ${precision ?? 'an unknown precision'}, files as they should be, takes about ${sizeText(needBytes)} of memory`
    if (leastBytes > freeBytes) {
      const advice = `It cannot be loaded now: it needs ${sizeText(leastBytes)} at least. Close other programs, or raise the limit.`
      return note(id, `${what}, of which ${sizeText(freeBytes)} are free`, { facts, advice })
    }
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
