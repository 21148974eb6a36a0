import type { MemoryDemand, ModelManifest } from '@trialogue/contract'
import type { GraphFacts } from '../model-folder/graph-facts.ts'

/** What loading a model asks of memory; without facts, as if all its files were weights. */
export function memoryDemand(
  { contextLength, files }: Pick<ModelManifest, 'contextLength' | 'files'>,
  facts: GraphFacts | null,
): MemoryDemand {
  const weights = files.filter(({ path }) => facts === null || facts.weightFiles.includes(path))
  return {
    weightsBytes: weights.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    precision: facts?.precision ?? null,
    cache: facts?.cache ?? null,
    contextLength,
  }
}
