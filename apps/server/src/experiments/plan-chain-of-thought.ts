import {
  type ChainOfThoughtRequest,
  type DatasetVersion,
  defaultParameters,
  type ExperimentRequest,
  experimentRequestSchema,
  type PromptBody,
  type Reasoning,
  type RowChoice,
  reasoningSchema,
} from '@trialogue/contract'
import { blankContent } from '@trialogue/prompt'

/** So that a second run on the same cases gives the same table. */
const seed = 1
const variable = 'question'
/** Room for a chain of thought of a small model. */
const maxTokens = 200

/** The experiment that measures chain-of-thought: for each model, off and on, everything else the same. */
export function planChainOfThought(
  request: ChainOfThoughtRequest,
  { columns }: Pick<DatasetVersion, 'columns'>,
  rows: RowChoice,
): ExperimentRequest {
  const on = request.reasoning ?? chooseReasoning(request.body)
  const asked = columns.find(({ role }) => role === 'variable')?.name ?? columns[0]?.name ?? ''
  const variants = request.models.flatMap(({ modelId, parameters }) =>
    [{ ...on, strategy: 'off' as const }, on].map((reasoning) => ({
      id: `${modelId.slice(0, 56)}:${reasoning.strategy === 'off' ? 'off' : 'on'}`,
      modelId,
      parameters: { ...(parameters ?? { ...defaultParameters, maxTokens }), seed: parameters?.seed ?? seed },
      reasoning,
    })),
  )
  return experimentRequestSchema.parse({
    name: request.name === '' ? 'Chain-of-thought' : request.name,
    ...{ promptId: null, promptVersion: null, variants, rows },
    body: request.body ?? askQuestion(),
    ...{ datasetId: request.datasetId, datasetVersion: request.datasetVersion },
    mapping:
      request.body === null ? [{ variable, source: { from: 'column', column: asked } }] : request.mapping,
    referenceColumn: columns.find(({ role }) => role === 'reference')?.name ?? null,
    sliceColumn: request.sliceColumn,
    scorers: [request.scorer ?? answerScorer],
  })
}

/**
 * The first number of the first line: a model that goes on with questions of its own, as base models do without a chain of
 * thought, has answered before that.
 */
const answerScorer = { id: 'numeric-answer', name: 'Answer', options: { pick: 'first', firstLineOnly: true } }

function chooseReasoning(body: PromptBody | null): Reasoning {
  const showsReasoning =
    body?.type === 'data' &&
    body.data.examples.some(({ isEnabled, reasoning }) => isEnabled && reasoning.trim() !== '')
  return reasoningSchema.parse({ strategy: showsReasoning ? 'few-shot' : 'zero-shot' })
}

/** The question of the case, and nothing else. */
function askQuestion(): PromptBody {
  return { ...blankContent.body, text: { template: `{{${variable}}}` } }
}
