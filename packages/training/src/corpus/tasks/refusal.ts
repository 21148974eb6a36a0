import { linesInSplit } from '../authored/in-split.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import type { TaskContext } from './task.ts'

/** What the models answer to whatever lies outside of their small world. */
export const refusals = {
  instruct: 'I am a very small model and do not know that.',
  dialog:
    'I am sorry, I am only a very small model and do not know that. I can solve word problems, write short stories and chat.',
} as const

/** A request that the models cannot fulfil, in the wording of the split. */
export function refusedRequest(context: TaskContext): string {
  const { random, split } = context
  return createSlotFiller(context).asWritten(random.pick(linesInSplit('dialogs/refusals.txt', split)))
}
