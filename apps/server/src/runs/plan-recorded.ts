import type { Generation, Run } from '@trialogue/contract'
import { type GenerationPlan, planGeneration } from '@trialogue/prompt'

/** The plan of a generation, from what its run recorded. Throws what makes the prompt unfit to run. */
export function planRecorded({ request }: Run, generation: Generation): GenerationPlan {
  return planGeneration({
    body: request.body,
    kind: generation.modelKind,
    values: request.items[generation.itemIndex]?.values ?? [],
    reasoning: generation.reasoning,
    parameters: generation.parameters,
  })
}
