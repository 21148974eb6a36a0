import type { FinishedEvent, GenerateEvent, GenerateRequest } from '../generate.ts'

/** One generation for a model process, which knows only one model and no queue. */
export type GenerationOrder = Omit<GenerateRequest, 'modelId' | 'queueKey'>

/** A model process does not know its file's hash, and tells how it runs when it has loaded its model. */
export type GenerationStep = Extract<GenerateEvent, { type: 'input' | 'prefilling' | 'text' }> | FinishedStep

type FinishedStep = Omit<FinishedEvent, 'tokenIds' | 'modelSha256' | 'executionProvider' | 'cachePath'> & {
  readonly tokenIds: readonly number[]
}
