import type { GenerationStep } from '@trialogue/contract'
import type { GenerationPlan, StepPlan } from '@trialogue/prompt'

/** The calls that a plan still has to make when those recorded are done as they were recorded. */
export function replayPlan(plan: GenerationPlan, recorded: readonly GenerationStep[]): StepPlan[] {
  const open = [...plan.first]
  const done: GenerationStep[] = []
  for (const step of recorded) {
    const place = open.findIndex((candidate) => isSameCall(candidate, step))
    if (place !== -1) open.splice(place, 1)
    done.push(step)
    open.push(...plan.next(done))
  }
  return open
}

/** Whether a planned call is the one that a step records. */
export function isSameCall(
  planned: Pick<StepPlan, 'kind' | 'path'>,
  { kind, path }: Pick<GenerationStep, 'kind' | 'path'>,
): boolean {
  return planned.kind === kind && planned.path === path
}
