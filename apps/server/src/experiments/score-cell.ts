import {
  AppError,
  defaultParameters,
  type ExperimentScorer,
  type Generation,
  type Item,
  type Judge,
  type Run,
  reasoningSchema,
  type Score,
} from '@trialogue/contract'
import { runScorer, type ScoreHelpers, scorers, toScoreInput } from '@trialogue/evaluation'
import type { Engine } from '@trialogue/inference'
import { blankContent, escapeTemplate } from '@trialogue/prompt'
import { planRecorded } from '../runs/plan-recorded.ts'
import { runGeneration } from '../runs/run-generation.ts'
import { planRun } from '../services/plan-run.ts'
import type { PromptLossService } from '../services/prompt-loss-service.ts'

export interface ScoringTools {
  readonly engine: Engine
  readonly losses: PromptLossService
  readonly now: () => number
  /** Judges wait for their turn behind the cells of the same experiment. */
  readonly queueKey: string
  readonly signal: AbortSignal
}

/** What is judged: a run of one cell, and what the other variant made of the same case where that is asked for. */
export interface JudgedCell {
  readonly run: Run
  readonly other: Generation | null
}

/** Whether a scorer asks a model, or needs another cell: then it waits until the cells are made. */
export function isQuick({ id, options }: ExperimentScorer): boolean {
  const ready = scorers[id].prepare(options)
  if ('key' in ready) return true
  return !ready.needs.some((need) => need === 'judge' || need === 'model-loss' || need === 'other-answer')
}

/** What each scorer finds of a cell that is done. Never throws: what cannot be scored is a record that says why. */
export async function scoreCell(
  asked: readonly ExperimentScorer[],
  { run, other }: JudgedCell,
  tools: ScoringTools,
): Promise<Score[]> {
  const [generation] = run.generations
  const [item] = run.request.items
  if (generation === undefined || item === undefined) return []
  const scores: Score[] = []
  for (const { judge, otherVariantId, ...config } of asked) {
    const outcome = toScoreInput(generation, item, otherVariantId === null ? null : other)
    scores.push(await runScorer(config, outcome, helpersFor(judge, run, item, tools)))
  }
  return scores
}

function helpersFor(judge: Judge | null, run: Run, item: Item, tools: ScoringTools): ScoreHelpers {
  return {
    ...(judge === null ? {} : { ask: (prompt) => askJudge(judge, prompt, tools) }),
    async lossOf(text) {
      const { results } = await tools.losses.measure(
        { ...run.request, items: [{ ...item, reference: text }] },
        tools.signal,
      )
      const [result] = results
      if (result === undefined || result.loss === null) {
        throw new AppError('LOSS_NOT_MEASURABLE', result?.error?.message ?? 'Nothing was measured.')
      }
      return { logprob: result.loss.logprob, tokenCount: result.loss.tokens.length }
    },
  }
}

async function askJudge(
  { modelId, parameters }: Judge,
  { system, user }: { readonly system: string; readonly user: string },
  { engine, now, queueKey, signal }: ScoringTools,
): Promise<string> {
  const run = planRun(
    {
      promptId: null,
      promptVersion: null,
      // What is judged may have braces of its own.
      body: {
        ...blankContent.body,
        system: escapeTemplate(system),
        text: { template: escapeTemplate(user) },
      },
      variants: [
        {
          id: 'judge',
          modelId,
          parameters: { ...defaultParameters, ...parameters, seed: parameters.seed ?? 0 },
          reasoning: reasoningSchema.parse({ answerFormat: 'text' }),
        },
      ],
      items: [{ values: [], reference: null }],
      samples: 1,
      topLogprobs: null,
      branch: null,
    },
    await engine.listModels(),
    now(),
  )
  const [generation] = run.generations
  if (generation === undefined) throw new AppError('INTERNAL', 'A judge has one generation.')
  const made = await runGeneration({
    generation,
    plan: () => planRecorded(run, generation, null),
    engine,
    topLogprobs: null,
    queueKey,
    signal,
    report: () => {},
    now,
  })
  if (made.error !== null) throw new AppError(made.error.code, made.error.message)
  if (made.finishReason === 'cancelled') throw new AppError('GENERATION_FAILED', 'The judge was stopped.')
  return made.steps.map(({ text }) => text).join('')
}
