import {
  AppError,
  type Divergence,
  type DivergenceRequest,
  type Generation,
  type GenerationStep,
  type Model,
  type ModelPrompt,
  type Run,
  toErrorRecord,
} from '@trialogue/contract'
import { type Engine, tokenIdsSha256 } from '@trialogue/inference'
import { planGeneration } from '@trialogue/prompt'
import type { Store } from '@trialogue/store'
import { isSameCall, replayPlan } from '../runs/replay-plan.ts'
import { comparedAlternatives, compareScores } from './compare-scores.ts'
import { findModel } from './model-service.ts'
import { scoreTokens } from './score-tokens.ts'
import { findUnchangedModel } from './unchanged-model.ts'

export interface DivergenceService {
  /**
   * Forces an output through the model that wrote it and through another one, which reads the same intent in its own
   * form first. Throws NOT_FOUND, MODEL_NOT_FOUND, MODEL_CHANGED, TOKENIZERS_DIFFER, GENERATION_NOT_BRANCHABLE where
   * the output's tokens were not recorded, and what makes the prompt unfit for the other model.
   */
  compare(generationId: string, request: DivergenceRequest, signal: AbortSignal): Promise<Divergence>
}

export interface DivergenceServiceOptions {
  readonly store: Store
  readonly runs: { get(runId: string): Promise<Run> }
  readonly engine: Engine
}

export function createDivergenceService({
  store,
  runs,
  engine,
}: DivergenceServiceOptions): DivergenceService {
  return {
    async compare(generationId, { modelId: otherModelId, stepIndex }, signal) {
      const run = await runs.get(await store.runs.runIdOf(generationId))
      const { generation, step } = findStep(run, generationId, stepIndex)
      const models = await engine.listModels()
      const own = findUnchangedModel(models, generation)
      const other = findModel(models, otherModelId)
      for (const model of [own, other]) checkScores(model)
      const tokenIds = tokensOf(step)
      await checkTokens(engine, [own.id, other.id], tokenIds)
      const read = async (model: Model) => {
        const input = await engine.inspect(model.id, promptFor(model, run, generation, step))
        return { modelInput: input.modelInput, ids: input.tokens.map(({ id }) => id) }
      }
      const [byOwn, byOther] = await Promise.all([read(own), read(other)])
      if (tokenIdsSha256(byOwn.ids) !== step.tokenIdsSha256) throw notComparable('prompt', promptChanged)
      const score = (model: Model, promptIds: readonly number[]) => {
        const request = {
          ...{ modelId: model.id, prompt: { form: 'tokens' as const, tokenIds: promptIds }, tokenIds },
          alternatives: comparedAlternatives,
          queueKey: `divergence ${generationId}`,
        }
        return scoreTokens(engine, request, signal)
      }
      const scores = await Promise.all([score(own, byOwn.ids), score(other, byOther.ids)])
      return {
        ...{ generationId, stepIndex, modelId: own.id, otherModelId, otherModelInput: byOther.modelInput },
        tokens: compareScores(...scores),
      }
    },
  }
}

function findStep(run: Run, generationId: string, stepIndex: number) {
  const generation = run.generations.find(({ id }) => id === generationId)
  const step = generation?.steps[stepIndex]
  if (generation === undefined || step === undefined) {
    throw new AppError('NOT_FOUND', 'The generation has no such call.', {
      details: { noun: 'step', id: generationId, stepIndex },
    })
  }
  return { generation, step }
}

/** A server that runs a model elsewhere neither takes tokens as they are nor tells how likely each of them was. */
function checkScores({ id, capabilities }: Model): void {
  if (capabilities.tokens && capabilities.forcedTokens && capabilities.logprobs) return
  throw notComparable(
    'model',
    `The server of ${id} does not tell how likely it finds given tokens. Choose models that run here.`,
  )
}

function tokensOf({ tokenIds }: GenerationStep): number[] {
  if (tokenIds !== null && tokenIds.length > 0) return tokenIds
  const message =
    tokenIds === null
      ? 'Its tokens are not recorded (yet).'
      : 'The model wrote nothing: there is nothing to compare.'
  throw notComparable('no-tokens', message)
}

const promptChanged = 'The model would not read the same any more: its prompt is written otherwise now.'

function notComparable(reason: string, message: string): AppError {
  return new AppError('GENERATION_NOT_BRANCHABLE', message, { details: { reason } })
}

/** What a model reads before the output: the same intent in its own form, after what was written before. */
function promptFor(
  model: Model,
  { request }: Run,
  generation: Generation,
  step: GenerationStep,
): ModelPrompt {
  const plan = planGeneration({
    body: request.body,
    kind: model.kind,
    capabilities: model.capabilities,
    values: request.items[generation.itemIndex]?.values ?? [],
    reasoning: generation.reasoning,
    parameters: generation.parameters,
  })
  const before = generation.steps.slice(0, generation.steps.indexOf(step))
  const planned = replayPlan(plan, before).find((candidate) => isSameCall(candidate, step))
  if (planned !== undefined) return planned.prompt
  throw notComparable('prompt', promptChanged)
}

/** The ids must mean the same to both models: only then can one read what the other wrote, token by token. */
async function checkTokens(
  engine: Engine,
  modelIds: readonly string[],
  tokenIds: readonly number[],
): Promise<void> {
  const [own, other] = await Promise.all(modelIds.map((modelId) => describeTokens(engine, modelId, tokenIds)))
  const place = own?.findIndex((text, index) => text !== other?.[index]) ?? -1
  if (place === -1) return
  throw new AppError(
    'TOKENIZERS_DIFFER',
    'The two models cut text into different tokens. Choose a sibling.',
    {
      details: { modelIds: [...modelIds], tokenId: tokenIds[place] ?? null },
    },
  )
}

/** Empty where the model does not have one of them. */
async function describeTokens(
  engine: Engine,
  modelId: string,
  tokenIds: readonly number[],
): Promise<string[]> {
  try {
    const { tokens } = await engine.inspect(modelId, { form: 'tokens', tokenIds })
    return tokens.map(({ text }) => text)
  } catch (thrown) {
    if (toErrorRecord(thrown).details['tokenId'] !== undefined) return []
    throw thrown
  }
}
