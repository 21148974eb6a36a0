// A file of its own, so that it is fetched when somebody looks for a sample and not before: `queries/samples.ts`.
export { samplePrompts } from '@trialogue/prompt'
