import { type SamplePrompt, samplePrompts } from '@trialogue/prompt'

/** In a file of its own, so that it is fetched when somebody looks for a sample and not before: `queries/samples.ts`. */
export const bundledSamples: readonly SamplePrompt[] = samplePrompts
