import {
  type Model,
  type Preview,
  type PreviewRequest,
  toErrorRecord,
  type Variant,
  type VariantPreview,
} from '@trialogue/contract'
import { checkPromptLength, type Engine } from '@trialogue/inference'
import { planGeneration } from '@trialogue/prompt'
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
    const model = findModel(models, variant.modelId)
    Object.assign(preview, { modelKind: model.kind, contextLength: model.contextLength })
    const plan = planGeneration({
      body: request.body,
      kind: model.kind,
      capabilities: model.capabilities,
      values: request.item.values,
      reasoning: variant.reasoning,
      parameters: variant.parameters,
    })
    const { kind: stepKind, stop, prompt } = plan.first[0]
    Object.assign(preview, { stepKind, stop, extractionTrigger: plan.extractionTrigger })
    const { modelInput, tokens, contextLength } = await engine.inspect(variant.modelId, prompt)
    Object.assign(preview, { modelInput, tokens: [...tokens], tokenCount: tokens.length, contextLength })
    checkPromptLength(tokens.length, contextLength)
    return preview
  } catch (thrown) {
    return { ...preview, error: toErrorRecord(thrown) }
  }
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
    contextLength: null,
    stop: [],
    extractionTrigger: null,
    error: null,
  }
}
