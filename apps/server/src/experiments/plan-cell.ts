import type { Item, Model, Run } from '@trialogue/contract'
import type { ClaimedCell, StoredExperiment } from '@trialogue/store'
import { planRun } from '../services/plan-run.ts'

/** Where the texts of the cases go, by the ids of the columns. */
export interface CasePlaces {
  readonly idOf: (column: string) => number
}

const seedCount = 2 ** 32

/** What fills the variables of a case. */
export function readItem({ setup }: StoredExperiment, { idOf }: CasePlaces, texts: readonly string[]): Item {
  const textOf = (column: string) => texts[idOf(column)] ?? ''
  return {
    values: setup.mapping.map(({ variable, source }) => ({
      name: variable,
      value: source.from === 'text' ? source.text : textOf(source.column),
    })),
    reference: setup.referenceColumn === null ? null : textOf(setup.referenceColumn),
  }
}

/**
 * The run that makes one cell: nothing of it is written before it is done. Its seed is that of the same sample of every
 * other case and variant, so that they differ by nothing else. Throws what makes the prompt unfit to run.
 */
export function planCell(
  experiment: StoredExperiment,
  places: CasePlaces,
  cell: ClaimedCell,
  models: readonly Model[],
  now: number,
): Run {
  const { setup } = experiment
  const variant = setup.variants[cell.variantIndex]
  if (variant === undefined) throw new RangeError(`There is no variant ${cell.variantIndex}.`)
  const { name: _, body, promptVersion, ...asked } = variant
  const run = planRun(
    {
      promptId: setup.promptId,
      promptVersion: body === null ? setup.promptVersion : promptVersion,
      body: body ?? setup.body,
      variants: [asked],
      items: [readItem(experiment, places, cell.texts)],
      samples: 1,
      topLogprobs: setup.topLogprobs,
      branch: null,
    },
    models,
    now,
  )
  const generations = run.generations.map((generation) => ({
    ...generation,
    // Each chain of thought has a seed of its own: samples lie as far apart as there may be chains.
    seed: (generation.seed + cell.sampleIndex * asked.reasoning.paths) % seedCount,
  }))
  return { ...run, generations }
}
