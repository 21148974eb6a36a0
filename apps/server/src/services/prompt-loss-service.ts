import {
  AppError,
  type Item,
  type Model,
  type ModelPrompt,
  type PromptLoss,
  type PromptLossAnswer,
  type PromptLossRequest,
  type PromptLossResult,
  toErrorRecord,
  type Variant,
} from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import { planGeneration } from '@trialogue/prompt'
import { cutReference } from './cut-reference.ts'
import { findModel } from './model-service.ts'
import { scoreTokens } from './score-tokens.ts'

export interface PromptLossService {
  /**
   * How likely each variant finds the expected answer of each item: variant by variant, item by item. What cannot be
   * measured carries the reason in `error`.
   */
  measure(request: PromptLossRequest, signal: AbortSignal): Promise<PromptLossAnswer>
}

/** Items of one variant that are on their way to the model at a time. */
const windowPerVariant = 8

export function createPromptLossService({ engine }: { engine: Engine }): PromptLossService {
  return {
    async measure({ body, variants, items }, signal) {
      const models = await engine.listModels()
      const perVariant = variants.map((variant) =>
        inTurn(items, async (item, itemIndex): Promise<PromptLossResult> => {
          const place = { variantId: variant.id, itemIndex }
          try {
            const prompt = readPrompt({ body, variant, item, model: findModel(models, variant.modelId) })
            const loss = await measureOne(engine, variant.modelId, prompt, item.reference ?? '', signal)
            return { ...place, loss, error: null }
          } catch (thrown) {
            return { ...place, loss: null, error: toErrorRecord(thrown) }
          }
        }),
      )
      return { results: (await Promise.all(perVariant)).flat() }
    },
  }
}

interface Asked {
  readonly body: PromptLossRequest['body']
  readonly variant: Variant
  readonly item: Item
  readonly model: Model
}

/** What the answer would follow. Throws LOSS_NOT_MEASURABLE, and what makes the prompt unfit to run. */
function readPrompt({ body, variant, item, model }: Asked): ModelPrompt {
  const { kind, capabilities } = model
  const { reasoning, parameters } = variant
  if ((item.reference ?? '').trim() === '') {
    throw notMeasurable('no-reference', 'There is no expected answer. Write one.')
  }
  if (!capabilities.logprobs || !capabilities.forcedTokens) {
    throw notMeasurable(
      'model',
      'This model does not tell how likely it finds given words. Choose another one.',
    )
  }
  if (reasoning.strategy !== 'off') {
    const message = 'With chain-of-thought the answer does not come at once. Switch it off to measure.'
    throw notMeasurable('reasoning', message)
  }
  return planGeneration({ body, kind, capabilities, values: item.values, reasoning, parameters }).first[0]
    .prompt
}

async function measureOne(
  engine: Engine,
  modelId: string,
  prompt: ModelPrompt,
  reference: string,
  signal: AbortSignal,
): Promise<PromptLoss> {
  const { promptIds, referenceIds, boundary } = await cutReference(engine, modelId, prompt, reference)
  const request = {
    modelId,
    prompt: { form: 'tokens' as const, tokenIds: promptIds },
    tokenIds: referenceIds,
    alternatives: 0,
    queueKey: 'prompt loss',
  }
  const scores = await scoreTokens(engine, request, signal)
  const tokens = scores.map(({ id, text, logprob }) => ({ id, text, logprob }))
  const logprob = tokens.reduce((sum, token) => sum + token.logprob, 0)
  if (tokens.length === 0) {
    throw notMeasurable('no-reference', 'The expected answer is nothing but the end of a text. Write one.')
  }
  return { tokens, logprob, lossPerToken: -logprob / tokens.length, boundary }
}

function notMeasurable(reason: string, message: string): AppError {
  return new AppError('LOSS_NOT_MEASURABLE', message, { details: { reason } })
}

/** The results of a list, in its order; a few are worked on at a time. */
async function inTurn<Entry, Result>(
  entries: readonly Entry[],
  act: (entry: Entry, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  // One iterator that all workers draw from: each entry is taken once.
  const lane = entries.entries()
  const work = async () => {
    for (const [index, entry] of lane) results[index] = await act(entry, index)
  }
  await Promise.all(Array.from({ length: windowPerVariant }, work))
  return results
}
