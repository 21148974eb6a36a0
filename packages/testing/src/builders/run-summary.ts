import type { RunSummary } from '@trialogue/contract'
import { anId } from './an-id.ts'

/** What the list shows of a run of one model that has ended after 1 250 ms. */
export function aRunSummary(overrides: Partial<RunSummary> = {}): RunSummary {
  const { createdAt = 1_750_000_000_000 } = overrides
  return {
    id: anId(0),
    promptId: null,
    promptVersion: null,
    promptName: 'Tennis balls',
    promptType: 'text',
    promptLine: 'Roger has {{balls}} tennis balls.',
    outputLine: 'He has 11.',
    status: 'completed',
    models: [{ modelId: 'wren-base', modelKind: 'base' }],
    strategies: ['off'],
    itemCount: 1,
    sampleCount: 1,
    generationCount: 1,
    completedCount: 1,
    failedCount: 0,
    tokens: { prompt: 50, completion: 7 },
    createdAt,
    finishedAt: createdAt + 1_250,
    ...overrides,
  }
}
