import type { Generation } from '@trialogue/contract'

/** Where a generation stands, as the page says it. */
export type GenerationState =
  | { readonly name: 'queued'; readonly ahead: number | null }
  | { readonly name: 'loading'; readonly percent: number | null }
  | { readonly name: 'prefilling'; readonly read: { readonly done: number; readonly total: number } | null }
  | { readonly name: 'writing' | 'answering' | 'done' | 'length' | 'failed' | 'interrupted' }
  | { readonly name: 'stopped'; readonly tokens: number }

/** Reads the state out of a generation's record. */
export function generationState(generation: Generation): GenerationState {
  const { status, finishReason, queuePosition, progress, steps } = generation
  switch (status) {
    case 'queued':
      return { name: 'queued', ahead: queuePosition }
    case 'loading':
      return { name: status, percent: progress === null ? null : Math.round(progress * 100) }
    case 'prefilling':
      return { name: status, read: readTokens(progress, steps.at(-1)?.usage?.promptTokens) }
    case 'decoding':
      return { name: isAnswering(steps) ? 'answering' : 'writing' }
    case 'completed':
      return finishedState(generation, finishReason)
    case 'failed':
    case 'interrupted':
      return { name: status }
    default:
      return status satisfies never
  }
}

/** Whether it goes on. */
export function isUnfinished({ status }: Generation): boolean {
  return status === 'queued' || status === 'loading' || status === 'prefilling' || status === 'decoding'
}

function finishedState(generation: Generation, reason: Generation['finishReason']): GenerationState {
  if (reason === 'cancelled') return { name: 'stopped', tokens: countTokens(generation) }
  if (reason === 'length') return { name: 'length' }
  if (reason === 'error') return { name: 'failed' }
  return { name: 'done' }
}

/** Of several chains of thought, some still think while others answer. */
function isAnswering(steps: Generation['steps']): boolean {
  return steps.at(-1)?.kind === 'answer' && steps.every(({ path }) => path === 0)
}

/** How many of the prompt's tokens have been read; null while that is not known. */
function readTokens(progress: number | null, total: number | undefined) {
  if (progress === null || total === undefined) return null
  return { done: Math.round(progress * total), total }
}

function countTokens({ steps }: Generation): number {
  return steps.reduce((sum, step) => sum + (step.usage?.completionTokens ?? 0), 0)
}
