import type { Generation, Run } from '@trialogue/contract'
import { type GenerationPlan, planGeneration } from '@trialogue/prompt'
import { planBranch } from './branch.ts'

/**
 * The plan of a generation, from what its run recorded. A branch needs the generation whose tokens it begins with: the
 * original, or itself when it is made again. Throws what makes the prompt unfit to run.
 */
export function planRecorded(
  { request }: Run,
  generation: Generation,
  original: Generation | null,
): GenerationPlan {
  const plan = planGeneration({
    body: request.body,
    kind: generation.modelKind,
    values: request.items[generation.itemIndex]?.values ?? [],
    reasoning: generation.reasoning,
    parameters: generation.parameters,
  })
  return original === null || request.branch === null ? plan : planBranch(plan, original, request.branch)
}
