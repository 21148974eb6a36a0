import { isDeepStrictEqual } from 'node:util'
import {
  AppError,
  type BranchPoint,
  type Generation,
  type GenerationStep,
  type Model,
  type Run,
} from '@trialogue/contract'
import type { GenerationPlan } from '@trialogue/prompt'
import { isSameCall, replayPlan } from './replay-plan.ts'

/** The generation that a branch goes on from, and the run it belongs to. */
export interface BranchOriginal {
  readonly run: Run
  readonly generation: Generation
}

/**
 * A run that was planned for a branch, as it begins: the original's seed, and the calls that are kept as they were.
 * Throws INVALID_REQUEST where it asks for something else than its original was asked, and GENERATION_NOT_BRANCHABLE where
 * there is nothing to go on from, or `model`, which wrote it, cannot.
 */
export function beginBranch(
  run: Run,
  branch: BranchPoint,
  original: BranchOriginal,
  model: Pick<Model, 'capabilities'>,
): Run {
  const { generation } = original
  checkAsked(run, original)
  if (!model.capabilities.forcedTokens) {
    throw notBranchable('model', 'The server that runs this model cannot go on from within a text.')
  }
  readForced(generation, branch)
  const generations = run.generations.map((begun) => ({
    ...begun,
    // The same random numbers go on, unless another seed is asked for.
    seed: begun.parameters.seed === generation.parameters.seed ? generation.seed : begun.seed,
    steps: keptSteps(generation, branch),
  }))
  return { ...run, generations }
}

/** A generation's plan that begins within one of its calls: `original` has what was written before. */
export function planBranch(plan: GenerationPlan, original: Generation, branch: BranchPoint): GenerationPlan {
  const { target, forcedTokenIds } = readForced(original, branch)
  const open = replayPlan(plan, keptSteps(original, branch))
  const step = open.find((planned) => isSameCall(planned, target))
  if (step === undefined) {
    throw notBranchable('prompt', 'The prompt would not be asked in these steps any more.')
  }
  const maxTokens = limitOf(step.maxTokens, forcedTokenIds.length)
  const others = open.filter((planned) => planned !== step)
  return { ...plan, first: [{ ...step, forcedTokenIds, maxTokens }, ...others] }
}

/** The calls that a branch leaves as they are: those before it, and those of other chains of thought. */
export function keptSteps({ steps }: Generation, { stepIndex }: BranchPoint): GenerationStep[] {
  const path = steps[stepIndex]?.path
  return steps.filter((step, index) => index < stepIndex || (index > stepIndex && step.path !== path))
}

/** As many tokens as one call may write, or so many times as many that there is room for more. */
function limitOf(maxTokens: number, forced: number): number {
  return maxTokens * (Math.floor(forced / maxTokens) + 1)
}

function readForced({ steps }: Generation, { stepIndex, tokenIndex, tokenId }: BranchPoint) {
  const target = steps[stepIndex]
  const tokenIds = target?.tokenIds ?? null
  if (target === undefined || tokenIds === null) {
    throw notBranchable('no-tokens', 'The tokens of this text are not recorded (yet).')
  }
  if (target.kind === 'branching') {
    throw notBranchable(
      'branching',
      'This call only looks at first tokens. Go on from one of the chains that follow.',
    )
  }
  if (tokenIndex > tokenIds.length) {
    throw notBranchable(
      'no-tokens',
      `The text has ${tokenIds.length} tokens, so there is no place ${tokenIndex} in it.`,
    )
  }
  return {
    target,
    forcedTokenIds: [...tokenIds.slice(0, tokenIndex), ...(tokenId === null ? [] : [tokenId])],
  }
}

function checkAsked({ request, generations: [begun] }: Run, { run, generation }: BranchOriginal): void {
  const { variants, items, samples, body } = request
  if (begun === undefined || variants.length * items.length * samples !== 1) {
    throw new AppError('INVALID_REQUEST', 'A branch has one variant, one item and one sample.')
  }
  const asked = [begun.modelId, begun.reasoning, body, items[0]?.values]
  const wasAsked = [
    generation.modelId,
    generation.reasoning,
    run.request.body,
    run.request.items[generation.itemIndex]?.values,
  ]
  if (isDeepStrictEqual(asked, wasAsked)) return
  throw new AppError(
    'INVALID_REQUEST',
    'A branch goes on with the model, the prompt, the values and the reasoning that its original was written with. Send the same.',
    { details: { generationId: generation.id } },
  )
}

function notBranchable(reason: string, message: string): AppError {
  return new AppError('GENERATION_NOT_BRANCHABLE', message, { details: { reason } })
}
