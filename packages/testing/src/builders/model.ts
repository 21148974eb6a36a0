import type { Model } from '@trialogue/contract'

/** A model that is on disk and not loaded. */
export function aModel(overrides: Partial<Model> = {}): Model {
  return {
    id: 'wren-base',
    name: 'Wren base',
    kind: 'base',
    family: 'wren',
    provider: 'fake',
    status: 'available',
    contextLength: 512,
    parameterCount: 1_000_000,
    sizeBytes: 4_000_000,
    licence: 'MIT',
    languages: ['en'],
    description: 'A model for tests.',
    capabilities: {
      chat: false,
      completion: true,
      logprobs: true,
      assistantPrefix: true,
      seed: true,
      thinking: false,
      forcedTokens: true,
    },
    executionProvider: null,
    cachePath: null,
    plainReason: null,
    precision: null,
    deviceReason: null,
    sha256: null,
    error: null,
    ...overrides,
  }
}
