import { randomInt } from 'node:crypto'
import {
  AppError,
  type DatasetVersion,
  type ExperimentRequest,
  type ExperimentScorer,
  type Model,
  type PromptBody,
} from '@trialogue/contract'
import { checkScorer, scorers } from '@trialogue/evaluation'
import { findVariables } from '@trialogue/prompt'
import { planRun } from '../services/plan-run.ts'

const seedCount = 2 ** 32

/**
 * The request as it is frozen: variants without a seed share one that is drawn. Throws before anything is written:
 * UNFILLED_VARIABLE with all names, MODEL_NOT_FOUND, INVALID_TEMPLATE, INVALID_REQUEST for columns and scorers that do not
 * fit.
 */
export async function checkRequest(
  request: ExperimentRequest,
  { columns }: Pick<DatasetVersion, 'columns'>,
  models: readonly Model[],
): Promise<ExperimentRequest> {
  const { mapping, referenceColumn, sliceColumn } = request
  const mapped = mapping.flatMap(({ source }) => (source.from === 'column' ? source.column : []))
  const known = new Set(columns.map(({ name }) => name))
  for (const column of [...mapped, referenceColumn, sliceColumn]) {
    if (column === null || known.has(column)) continue
    throw new AppError('INVALID_REQUEST', `The data set has no column "${column}" in this version.`, {
      details: { field: 'mapping', column },
    })
  }
  checkVariables(request)
  checkVariants(request, models)
  for (const scorer of request.scorers) await checkAsked(scorer, request)
  const seed = randomInt(seedCount)
  const variants = request.variants.map((variant) => ({
    ...variant,
    parameters: { ...variant.parameters, seed: variant.parameters.seed ?? seed },
  }))
  return { ...request, variants }
}

/** Throws INVALID_REQUEST for a scorer that could never score. */
export async function checkAsked(
  { judge, otherVariantId, ...config }: ExperimentScorer,
  { variants }: Pick<ExperimentRequest, 'variants'>,
): Promise<void> {
  const refuse = (problem: string, reason: string) =>
    new AppError('INVALID_REQUEST', `The scorer "${config.name}" cannot be used. ${problem}`, {
      details: { field: 'scorers', scorer: config.name, reason },
    })
  const wrong = await checkScorer(config)
  if (wrong !== null) throw refuse(String(wrong.values.problem ?? 'Correct its settings.'), wrong.key)
  const ready = scorers[config.id].prepare(config.options)
  const needs = 'key' in ready ? [] : ready.needs
  if (needs.includes('judge') && judge === null) throw refuse('Choose the model that judges.', 'judge')
  if (needs.includes('other-answer') && !variants.some(({ id }) => id === otherVariantId)) {
    throw refuse('Choose the variant that it compares with.', 'other-variant')
  }
}

/** Every body that is asked. */
function bodiesOf({ body, variants }: ExperimentRequest): PromptBody[] {
  return variants.map((variant) => variant.body ?? body)
}

function checkVariables(request: ExperimentRequest): void {
  const filled = new Set(request.mapping.map(({ variable }) => variable))
  if (filled.size < request.mapping.length) {
    throw new AppError('INVALID_REQUEST', 'A variable is mapped twice. Map each once.', {
      details: { field: 'mapping' },
    })
  }
  const names = [...new Set(bodiesOf(request).flatMap(findVariables))].filter((name) => !filled.has(name))
  if (names.length === 0) return
  throw new AppError(
    'UNFILLED_VARIABLE',
    `Nothing fills ${names.map((name) => `{{${name}}}`).join(', ')}. Map each to a column or to a text.`,
    { details: { names } },
  )
}

/** Plans each variant once with texts for all variables, only to hear now what would fail in every cell. */
function checkVariants(request: ExperimentRequest, models: readonly Model[]): void {
  if (new Set(request.variants.map(({ id }) => id)).size < request.variants.length) {
    throw new AppError('INVALID_REQUEST', 'Two variants have the same id. Give each its own.')
  }
  const values = request.mapping.map(({ variable }) => ({ name: variable, value: 'x' }))
  for (const { name: _, body, promptVersion: __, ...variant } of request.variants) {
    const asked = { ...request, body: body ?? request.body, variants: [variant] }
    const { promptId, promptVersion, topLogprobs } = request
    planRun(
      {
        ...{ promptId, promptVersion, topLogprobs, body: asked.body, variants: asked.variants },
        items: [{ values, reference: null }],
        samples: 1,
        branch: null,
      },
      models,
      0,
    )
  }
}
