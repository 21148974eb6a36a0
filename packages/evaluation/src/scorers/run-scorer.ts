import type { Rationale, Score, ScorerConfig, ScorerNeed, ScoreType } from '@trialogue/contract'
import type { GenerationOutcome } from '../answers/to-score-input.ts'
import { type Finding, notScored, type ScoreHelpers, type ScoreInput } from './define-scorer.ts'
import { isPassed } from './is-passed.ts'
import { scorers } from './registry.ts'

/** In characters: what a rationale may quote. */
const LONGEST_QUOTE = 2_000
const LONGEST_CATEGORY = 200

/**
 * Judges one generation. Never throws: what cannot be scored is a record that says why. `outcome` comes from
 * `toScoreInput`.
 */
export async function runScorer(
  config: ScorerConfig,
  outcome: GenerationOutcome,
  helpers: ScoreHelpers = {},
): Promise<Score> {
  const finding = await find(config, outcome, helpers)
  const value = finding.category === 'scored' ? clipCategory(finding.value) : null
  return {
    name: config.name,
    scorerId: config.id,
    type: value === null ? typeWithoutValue(config) : typeOf(value),
    value,
    isPass: value === null ? null : isPassed(value, config),
    rationale: clip(finding.rationale),
    category: finding.category,
  }
}

/** What is wrong with a scorer's options, before anything is run with them; null when nothing is. */
export async function checkScorer(config: ScorerConfig): Promise<Rationale | null> {
  const ready = scorers[config.id].prepare(config.options)
  return 'key' in ready ? ready : ready.check()
}

async function find(
  config: ScorerConfig,
  outcome: GenerationOutcome,
  helpers: ScoreHelpers,
): Promise<Finding> {
  const ready = scorers[config.id].prepare(config.options)
  if ('key' in ready) return { category: 'error', rationale: ready }
  if ('key' in outcome) return { category: 'error', rationale: outcome }
  for (const need of ready.needs) {
    const missing = findMissing(need, outcome, helpers)
    if (missing !== null) return missing
  }
  try {
    const finding = await ready.score(outcome, helpers)
    const isEndless = finding.category === 'scored' && isNotFinite(finding.value)
    return isEndless ? notScored('error', 'scorer-failed', { problem: 'no finite number' }) : finding
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return notScored('error', 'scorer-failed', { problem })
  }
}

function findMissing(need: ScorerNeed, input: ScoreInput, helpers: ScoreHelpers): Finding | null {
  const missing = () => notScored('error', 'need-missing', { need })
  switch (need) {
    case 'answer':
      return input.answer === null ? notScored('no-answer', 'no-answer') : null
    case 'reference':
      return input.reference === null ? notScored('no-reference', 'no-reference') : null
    case 'logprobs':
      return input.tokens.length === 0 ? missing() : null
    case 'model-loss':
      return helpers.lossOf === undefined ? missing() : null
    case 'judge':
      return helpers.ask === undefined ? missing() : null
    case 'other-answer':
      return input.otherAnswer === null ? notScored('no-answer', 'no-answer') : null
    default:
      return need satisfies never
  }
}

function typeOf(value: boolean | number | string): ScoreType {
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'number' ? 'numeric' : 'category'
}

function typeWithoutValue({ id }: ScorerConfig): ScoreType {
  const { type } = scorers[id]
  return type === 'any' ? 'category' : type
}

function clipCategory(value: boolean | number | string) {
  return typeof value === 'string' ? value.slice(0, LONGEST_CATEGORY) : value
}

function clip({ key, values }: Rationale): Rationale {
  const clipped = Object.entries(values).map(
    ([name, value]) =>
      [name, typeof value === 'number' && !isNotFinite(value) ? value : clipText(String(value))] as const,
  )
  return { key, values: Object.fromEntries(clipped) }
}

const isNotFinite = (value: unknown) => typeof value === 'number' && !Number.isFinite(value)

const clipText = (text: string) =>
  text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`
