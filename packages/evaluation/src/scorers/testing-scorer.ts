import { type Score, type ScorerId, scorerConfigSchema } from '@trialogue/contract'
import type { ScoreHelpers, ScoreInput } from './define-scorer.ts'
import { runScorer } from './run-scorer.ts'

const nothing: ScoreInput = {
  answer: null,
  reference: null,
  variables: new Map(),
  question: '',
  otherAnswer: null,
  latencyMs: null,
  completionTokens: null,
  tokens: [],
}

/** Runs a scorer with options as they come over the wire, on an input of which only what matters is named. */
export function scoreWith(
  id: ScorerId,
  options: object,
  input: Partial<ScoreInput>,
  helpers: ScoreHelpers = {},
): Promise<Score> {
  const config = scorerConfigSchema.parse({ id, name: id, options })
  return runScorer(config, { ...nothing, ...input }, helpers)
}
