import type { Generation, GenerationStep, Item, Rationale } from '@trialogue/contract'
import type { ScoreInput } from '../scorers/define-scorer.ts'
import { stripReasoning } from './strip-reasoning.ts'

/** What can be scored, or why nothing can: the generation failed, or has not ended. */
export type GenerationOutcome = ScoreInput | Rationale

/**
 * What scorers see of a generation. The answer is what the strategy read, without thinking that stands between tags; it
 * is null when there is none. `other` is what another variant made of the same case.
 */
export function toScoreInput(
  generation: Generation,
  item: Item,
  other: Generation | null = null,
): GenerationOutcome {
  if (generation.status === 'failed')
    return { key: 'generation-failed', values: { code: generation.error?.code ?? 'INTERNAL' } }
  if (generation.status !== 'completed') return { key: 'not-finished', values: {} }
  const written = findAnswerStep(generation.steps)
  return {
    answer: readAnswer(generation),
    reference: item.reference === '' ? null : item.reference,
    variables: new Map(item.values.map(({ name, value }) => [name, value])),
    question: generation.steps[0]?.modelInput ?? '',
    otherAnswer: other?.status === 'completed' ? readAnswer(other) : null,
    latencyMs: sumLatency(generation.steps),
    completionTokens: sumTokens(generation.steps),
    tokens: written?.logprobs ?? [],
  }
}

/** The answer to be judged; null when there is none ("no answer", never a wrong one). */
export function readAnswer({ answer, steps }: Pick<Generation, 'answer' | 'steps'>): string | null {
  if (answer === null) return null
  const step = findAnswerStep(steps)
  // Where the strategy read an answer out of the text, it has seen to the tags itself.
  const isWholeText = step !== undefined && step.text.trim() === answer
  return stripReasoning(answer, isWholeText && /<think(?:ing)?>\s*$/.test(step.modelInput))
}

function findAnswerStep(steps: readonly GenerationStep[]): GenerationStep | undefined {
  return steps.findLast(({ kind }) => kind === 'answer' || kind === 'completion' || kind === 'subanswer')
}

/** Chains of thought run side by side: the slowest one counts. */
function sumLatency(steps: readonly GenerationStep[]): number | null {
  const byPath = new Map<number, number>()
  for (const { path, timings } of steps) {
    if (timings === null) return null
    byPath.set(path, (byPath.get(path) ?? 0) + timings.prefillMs + timings.decodeMs)
  }
  return byPath.size === 0 ? null : Math.max(...byPath.values())
}

function sumTokens(steps: readonly GenerationStep[]): number | null {
  if (steps.length === 0 || steps.some(({ usage }) => usage === null)) return null
  return steps.reduce((sum, { usage }) => sum + (usage?.completionTokens ?? 0), 0)
}
