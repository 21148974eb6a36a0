import type { Model } from './ask.ts'
import { evaluateDialogs } from './evaluate-dialogs.ts'
import { evaluateProblems } from './evaluate-problems.ts'
import { evaluateTasks } from './evaluate-tasks.ts'
import type { Measurement } from './measurement.ts'

/** Everything that is measured of a model; `count` cases of each kind, half as many conversations. */
export async function evaluateModel(model: Model, count: number): Promise<Measurement[]> {
  return [
    ...(await evaluateProblems(model, count)),
    ...(await evaluateTasks(model, count)),
    ...(await evaluateDialogs(model, Math.ceil(count / 2))),
  ]
}
