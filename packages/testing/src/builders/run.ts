import {
  defaultParameters,
  type Generation,
  type GenerationStep,
  type Item,
  type ModelKind,
  type Run,
  type RunRequest,
  reasoningSchema,
  runRequestSchema,
  runSchema,
  type Variant,
} from '@trialogue/contract'
import { anId } from './an-id.ts'
import { aPromptBody, aPromptContent } from './prompt.ts'

/** One column: greedy, without chain-of-thought, on `wren-base`. */
export function aVariant(overrides: Partial<Variant> = {}): Variant {
  return {
    id: 'base',
    modelId: 'wren-base',
    parameters: defaultParameters,
    reasoning: reasoningSchema.parse({}),
    ...overrides,
  }
}

/** One case: the values of `aPromptContent`, without an expected answer. */
export function anItem(overrides: Partial<Item> = {}): Item {
  return { values: aPromptContent().values, reference: null, ...overrides }
}

/** The prompt of `aPromptContent` on the three Wren models, once each. */
export function aRunRequest(overrides: Partial<RunRequest> = {}): RunRequest {
  return runRequestSchema.parse({
    promptId: null,
    promptVersion: null,
    body: aPromptBody(),
    variants: aPromptContent().columns.map((column) => aVariant({ id: column.id, modelId: column.modelId })),
    items: [anItem()],
    samples: 1,
    topLogprobs: null,
    ...overrides,
  })
}

/** A step that has just been opened: nothing is known of it yet. */
export function aStep(overrides: Partial<GenerationStep> = {}): GenerationStep {
  return {
    kind: 'completion',
    path: 0,
    modelInput: '',
    tokenIdsSha256: null,
    text: '',
    tokenIds: null,
    logprobs: [],
    finishReason: null,
    usage: null,
    timings: null,
    ...overrides,
  }
}

/** A queued generation of `aVariant`. */
export function aGeneration(overrides: Partial<Generation> = {}): Generation {
  return {
    id: anId(1),
    runId: anId(0),
    variantId: 'base',
    itemIndex: 0,
    sampleIndex: 0,
    modelId: 'wren-base',
    modelKind: 'base',
    modelSha256: null,
    executionProvider: null,
    mode: null,
    cachePath: null,
    price: null,
    parameters: defaultParameters,
    reasoning: reasoningSchema.parse({}),
    seed: 7,
    status: 'queued',
    queuePosition: 0,
    progress: null,
    finishReason: null,
    error: null,
    steps: [],
    reasoningText: null,
    answer: null,
    paths: [],
    createdAt: 1_750_000_000_000,
    finishedAt: null,
    ...overrides,
  }
}

/**
 * A run as it is when it has just been asked for: one queued generation per variant × item × sample of `request`.
 * The ids of the generations count up from the run's, so two runs in one test need ids that are far enough apart.
 */
export function aRun(overrides: Partial<Run> & { number?: number } = {}): Run {
  const { number = 0, ...fields } = overrides
  const id = fields.id ?? anId(number)
  const request = fields.request ?? aRunRequest()
  const createdAt = fields.createdAt ?? 1_750_000_000_000
  const attempts = request.variants.flatMap((variant) =>
    request.items.flatMap((_, itemIndex) =>
      Array.from({ length: request.samples }, (_, sampleIndex) => ({ variant, itemIndex, sampleIndex })),
    ),
  )
  const generations = attempts.map(({ variant, itemIndex, sampleIndex }, index) =>
    aGeneration({
      id: anId(number + index + 1),
      runId: id,
      variantId: variant.id,
      itemIndex,
      sampleIndex,
      modelId: variant.modelId,
      modelKind: kindOf(variant.modelId),
      parameters: variant.parameters,
      reasoning: variant.reasoning,
      createdAt,
    }),
  )
  return runSchema.parse({
    id,
    promptId: request.promptId,
    promptVersion: request.promptVersion,
    status: 'running',
    request,
    generations,
    createdAt,
    finishedAt: null,
    ...fields,
  })
}

/** The kind at the end of a model's id, as in `wren-dialog`; `base` when it names none. */
function kindOf(modelId: string): ModelKind {
  if (modelId.endsWith('-dialog')) return 'dialog'
  return modelId.endsWith('-instruct') ? 'instruct' : 'base'
}
