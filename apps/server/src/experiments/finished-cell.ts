import { createHash } from 'node:crypto'
import { costOf, type Generation, type Run, type Score } from '@trialogue/contract'
import type { FinishedCell } from '@trialogue/store'

/** What a grid shows of an output. */
const previewLines = 6
const previewCharacters = 600
const digits = 16

/** What is kept of a cell beside its run, so that a grid of thousands is read without their generations. */
export function toFinishedCell(
  number: number,
  run: Run,
  generation: Generation,
  scores: readonly Score[],
): FinishedCell {
  const { steps, answer, price, error } = generation
  const text = answer ?? steps.at(-1)?.text ?? ''
  const cost = costOf(generation)
  const sum = (count: (step: Generation['steps'][number]) => number | undefined) =>
    steps.length === 0 ? null : steps.reduce((total, step) => total + (count(step) ?? 0), 0)
  return {
    number,
    state: generation.status === 'failed' ? 'failed' : 'done',
    run: { ...run, status: 'completed', generations: [generation], finishedAt: generation.finishedAt },
    preview: firstLines(text),
    hasAnswer: answer !== null,
    answerSha256: createHash('sha256').update(text.trim()).digest('hex').slice(0, digits),
    finishReason: generation.finishReason,
    errorCode: error?.code ?? null,
    latencyMs: latencyOf(generation),
    promptTokens: sum(({ usage }) => usage?.promptTokens),
    completionTokens: sum(({ usage }) => usage?.completionTokens),
    cost: cost === null || price === null ? null : { amount: cost, currency: price.currency },
    scores,
  }
}

function firstLines(text: string): string {
  return [...text.trim().split('\n').slice(0, previewLines).join('\n')].slice(0, previewCharacters).join('')
}

/** Without waiting in the queue; of chains side by side, the slowest. */
function latencyOf({ steps }: Generation): number | null {
  const byPath = new Map<number, number>()
  for (const { path, timings } of steps) {
    if (timings === null) continue
    byPath.set(path, (byPath.get(path) ?? 0) + timings.prefillMs + timings.decodeMs)
  }
  return byPath.size === 0 ? null : Math.max(...byPath.values())
}
