import type { AnswerFormat, ReasoningPath } from '@trialogue/contract'
import { decideAnswer } from '../extraction/decide-answer.ts'
import type { ChainOutcome, DoneStep, GenerationPlan, StepPlan } from './generation-plan.ts'

export type ChainStep = Omit<StepPlan, 'path'>

/** One chain of thought: its calls, one after the other. */
export interface Chain {
  readonly first: ChainStep
  readonly extractionTrigger: string | null
  /** The call after those that are done; null when there is none. */
  next(done: readonly DoneStep[]): ChainStep | null
  extract(done: readonly DoneStep[]): ChainOutcome
}

/**
 * A generation of `count` chains that differ only in their random choices and vote for the answer: self-consistency
 * (Wang et al. 2022, arXiv 2203.11171). One chain is an ordinary generation.
 */
export function planChains(chain: Chain, count: number, format: AnswerFormat): GenerationPlan {
  const on = (step: ChainStep, path: number): StepPlan => ({ ...step, path })
  const others = Array.from({ length: count - 1 }, (_, index) => on(chain.first, index + 1))
  return {
    first: [on(chain.first, 0), ...others],
    extractionTrigger: chain.extractionTrigger,
    next(done, path = done.at(-1)?.path ?? 0) {
      const step = chain.next(stepsOf(done, path))
      return step === null ? [] : [on(step, path)]
    },
    extract(done) {
      if (count === 1) return { ...chain.extract(done), paths: [] }
      const paths = Array.from({ length: count }, (_, path) => readPath(chain, stepsOf(done, path), path))
      return decideAnswer(
        paths.filter((path) => path !== null),
        format,
      )
    },
  }
}

/** Null for a chain that was never begun; one that was cut short has no vote. */
function readPath(chain: Chain, done: readonly DoneStep[], path: number): ReasoningPath | null {
  if (done.length === 0) return null
  const { reasoningText, answer } = chain.extract(done)
  const isCut = done.some(({ finishReason }) => finishReason === 'cancelled')
  return { path, reasoningText, answer: isCut ? null : answer, confidence: null, error: null }
}

function stepsOf(done: readonly DoneStep[], path: number): DoneStep[] {
  return done.filter((step) => step.path === path)
}
