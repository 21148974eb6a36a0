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
    const { kind, capabilities, contextLength } = findModel(models, variant.modelId)
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
    const input = await readInput(engine, variant.modelId, prompt)
    Object.assign(preview, input)
    checkPromptLength(input.tokenCount, input.contextLength)
    return preview
  } catch (thrown) {
    return { ...preview, error: toErrorRecord(thrown) }
  }
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
    parts: [],
    opening: null,
    maxTokens: null,
    contextLength: null,
    stop: [],
    extractionTrigger: null,
    error: null,
  }
}
