import { systemMessages } from '../phrasing/dialog.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import {
  directExchange,
  type Exchange,
  exampleExchange,
  examplePairsExchange,
  newLabelExchange,
  taskExchange,
  workedExchange,
} from './requests.ts'
import { assistant, type Turn, user } from './turn.ts'

/** One instruction and its answer. */
export function instructConversation(source: ProblemSource, context: TaskContext): readonly Turn[] {
  const { random } = context
  const exchange = random.weighted<() => Exchange>([
    [9, () => directExchange(source, 'arithmetic')],
    [11, () => directExchange(source, 'one-step')],
    [7, () => directExchange(source, 'word')],
    [1, () => directExchange(source, 'yes-no')],
    [2, () => workedExchange(source, 'arithmetic')],
    [26, () => workedExchange(source, 'word')],
    [2, () => workedExchange(source, 'yes-no')],
    [9, () => exampleExchange(source)],
    [3, () => examplePairsExchange(context)],
    [1, () => newLabelExchange(context)],
    [30, () => taskExchange(context)],
  ])()
  const system: Turn[] = random.chance(0.1) ? [{ role: 'system', text: random.pick(systemMessages) }] : []
  return [...system, user(exchange.request), assistant(exchange.reply)]
}
