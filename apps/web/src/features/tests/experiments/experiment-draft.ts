import {
  type Column,
  type DatasetColumn,
  defaultParameters,
  type ExperimentRequest,
  type ExperimentScorer,
  type Model,
  type Parameters,
  type PromptBody,
  type PromptContent,
  type Reasoning,
  type ScorerId,
  type VariableSource,
} from '@trialogue/contract'
import { findVariables } from '@trialogue/prompt'

/** A column of the experiment while it is set up. */
export type VariantDraft = {
  readonly id: string
  readonly modelId: string
  readonly parameters: Parameters
  readonly reasoning: Reasoning
  /** Null asks the prompt that all share. */
  readonly body: PromptBody | null
}

export type ScorerDraft = ExperimentScorer

export type ExperimentDraft = {
  readonly name: string
  readonly variants: readonly VariantDraft[]
  /** By variable; null is filled by nothing yet. */
  readonly mapping: ReadonlyMap<string, VariableSource | null>
  readonly referenceColumn: string | null
  readonly sliceColumn: string | null
  /** Null takes all cases. */
  readonly caseLimit: number | null
  readonly samples: number
  readonly scorers: readonly ScorerDraft[]
}

/** What a new experiment begins with: the prompt's columns, and what the names of variables and columns suggest. */
export function openDraft(
  content: PromptContent,
  columns: readonly DatasetColumn[],
  name: string,
): ExperimentDraft {
  const reference = columns.find(({ role }) => role === 'reference') ?? null
  return {
    name,
    variants: content.columns.map((column) => toVariant(column, content.reasoning)),
    mapping: guessMapping(variablesOf(content), columns),
    referenceColumn: reference?.name ?? null,
    sliceColumn: null,
    caseLimit: null,
    samples: 1,
    scorers: reference === null ? [] : [newScorer('normalised-match', '', [])],
  }
}

function toVariant({ id, modelId, parameters, body }: Column, reasoning: Reasoning): VariantDraft {
  return { id, modelId, parameters, reasoning, body }
}

/** Every variable that one of the columns needs. */
function variablesOf({ body, columns }: PromptContent): readonly string[] {
  return [
    ...new Set(
      [body, ...columns.flatMap((column) => column.body ?? [])].flatMap((one) => findVariables(one)),
    ),
  ]
}

/** By the same name, then in any case of letters; the last variable without a column takes the last column without one. */
function guessMapping(
  variables: readonly string[],
  columns: readonly DatasetColumn[],
): ReadonlyMap<string, VariableSource | null> {
  const found = new Map(
    variables.map((variable) => {
      const column =
        columns.find(({ name }) => name === variable) ??
        columns.find(({ name }) => name.toLowerCase() === variable.toLowerCase())
      return [variable, column?.name ?? null]
    }),
  )
  const left = variables.filter((variable) => found.get(variable) === null)
  const taken = new Set(found.values())
  const free = columns.filter(({ name, role }) => role === 'variable' && !taken.has(name))
  const [onlyVariable] = left
  const [onlyColumn] = free
  if (left.length === 1 && free.length === 1 && onlyVariable !== undefined && onlyColumn !== undefined) {
    found.set(onlyVariable, onlyColumn.name)
  }
  return new Map(
    [...found].map(([variable, column]) => [variable, column === null ? null : { from: 'column', column }]),
  )
}

/** A scorer with the options that it cannot do without still to be filled in. Its name is its own within `others`. */
export function newScorer(id: ScorerId, label: string, others: readonly ScorerDraft[]): ScorerDraft {
  const base = label === '' ? id : label
  const taken = new Set(others.map(({ name }) => name))
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base} ${number}`
  return {
    id,
    name,
    options: id === 'json-schema' ? { schema: { type: 'object' } } : {},
    pass: null,
    isNegated: false,
    judge: null,
    otherVariantId: null,
  }
}

/** Variables that nothing fills. */
export function unmapped({ mapping }: ExperimentDraft): readonly string[] {
  return [...mapping].flatMap(([variable, source]) => (source === null ? [variable] : []))
}

/** How many cells it comes to. */
export function countCells({ caseLimit, variants, samples }: ExperimentDraft, rowCount: number): number {
  return Math.min(rowCount, caseLimit ?? rowCount) * variants.length * samples
}

type Asked = Pick<ExperimentRequest, 'promptId' | 'promptVersion' | 'datasetId' | 'datasetVersion' | 'body'>

/** The draft as the server takes it. */
export function toRequest(draft: ExperimentDraft, asked: Asked): ExperimentRequest {
  const { caseLimit, mapping, variants, scorers, ...rest } = draft
  return {
    ...asked,
    ...rest,
    variants: variants.map((variant) => ({ ...variant, name: '', promptVersion: null })),
    scorers: [...scorers],
    rows: caseLimit === null ? { which: 'all' } : { which: 'first', count: caseLimit },
    mapping: [...mapping].flatMap(([variable, source]) => (source === null ? [] : [{ variable, source }])),
    topLogprobs: null,
    isPaused: false,
  }
}

/** Who judges until somebody else is chosen: a model that carries out instructions, if there is one. */
export function defaultJudge(models: readonly Model[]): ScorerDraft['judge'] {
  const model = models.find(({ kind }) => kind === 'instruct') ?? models[0]
  return model === undefined ? null : { modelId: model.id, parameters: defaultParameters }
}
