import {
  type Model,
  type ModelPrompt,
  type Opening,
  type Preview,
  type PreviewRequest,
  toErrorRecord,
  type Variant,
  type VariantPreview,
} from '@trialogue/contract'
import { checkPromptLength, type Engine } from '@trialogue/inference'
import { framePrompt, locateParts, planGeneration } from '@trialogue/prompt'
import { estimateCost } from './estimate-cost.ts'
import { findModel } from './model-service.ts'

export interface PreviewService {
  /** What each variant's model would read. A variant that cannot run carries the reason in `error`. */
  preview(request: PreviewRequest): Promise<Preview>
}

export function createPreviewService({ engine }: { engine: Engine }): PreviewService {
  return {
    async preview(request) {
      const models = await engine.listModels()
      const previews = request.variants.map((variant) => previewVariant(engine, models, request, variant))
      return { variants: await Promise.all(previews) }
    },
  }
}

async function previewVariant(
  engine: Engine,
  models: readonly Model[],
  request: PreviewRequest,
  variant: Variant,
): Promise<VariantPreview> {
  const preview = blankPreview(variant)
  try {
    const { kind, capabilities, contextLength, price } = findModel(models, variant.modelId)
    Object.assign(preview, { modelKind: kind, contextLength })
    const plan = planGeneration({
      body: request.body,
      kind,
      capabilities,
      values: request.item.values,
      reasoning: variant.reasoning,
      parameters: variant.parameters,
    })
    const { kind: stepKind, stop, prompt, maxTokens } = plan.first[0]
    Object.assign(preview, { stepKind, stop, maxTokens, extractionTrigger: plan.extractionTrigger })
    if (!capabilities.tokens) {
      Object.assign(preview, await guessInput(engine, variant.modelId, prompt))
    } else {
      const input = await readInput(engine, variant.modelId, prompt)
      Object.assign(preview, input)
      checkPromptLength(input.tokenCount, input.contextLength)
    }
    if (price !== null) {
      const { tokenCount } = preview
      const { generationCount = 1 } = request
      preview.cost = estimateCost({ price, plan, reasoning: variant.reasoning, tokenCount, generationCount })
    }
    return preview
  } catch (thrown) {
    return { ...preview, error: toErrorRecord(thrown) }
  }
}

/** About as many bytes of text as a token has. */
const bytesPerToken = 4

/** Its server has the tokenizer: the text as far as it is known here, and a guess at its length. */
async function guessInput(engine: Engine, modelId: string, prompt: ModelPrompt) {
  const { modelInput, contextLength } = await engine.inspect(modelId, prompt)
  const tokenCount = Math.ceil(Buffer.byteLength(modelInput) / bytesPerToken)
  return { modelInput, tokenCount, isEstimated: true, contextLength }
}

async function readInput(engine: Engine, modelId: string, prompt: ModelPrompt) {
  const [input, frame] = await Promise.all([
    engine.inspect(modelId, prompt),
    readFrame(engine, modelId, framePrompt(prompt)),
  ])
  const { modelInput, tokens, openingTokenId, contextLength } = input
  const parts = locateParts({ prompt, modelInput, tokens, frame })
  const opening = countOpenings(
    tokens.map(({ id }) => id),
    openingTokenId,
  )
  return { modelInput, tokens: [...tokens], tokenCount: tokens.length, parts, opening, contextLength }
}

/** Some templates refuse messages that they do not expect: then the parts are found without a frame. */
async function readFrame(
  engine: Engine,
  modelId: string,
  prompt: ModelPrompt | null,
): Promise<string | null> {
  if (prompt === null) return null
  return engine.inspect(modelId, prompt).then(
    ({ modelInput }) => modelInput,
    () => null,
  )
}

function countOpenings([first, second]: readonly number[], openingTokenId: number | null): Opening {
  if (openingTokenId === null) return 'none'
  if (first !== openingTokenId) return 'missing'
  return second === openingTokenId ? 'double' : 'once'
}

function blankPreview(variant: Variant): VariantPreview {
  return {
    variantId: variant.id,
    modelId: variant.modelId,
    modelKind: null,
    stepKind: variant.reasoning.strategy === 'zero-shot' ? 'reasoning' : 'completion',
    modelInput: '',
    tokens: [],
    tokenCount: 0,
    isEstimated: false,
    parts: [],
    opening: null,
    maxTokens: null,
    contextLength: null,
    stop: [],
    extractionTrigger: null,
    cost: null,
    error: null,
  }
}
