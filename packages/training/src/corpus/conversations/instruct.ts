import { systemMessages } from '../phrasing/dialog.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import {
  directExchange,
  type Exchange,
  exampleExchange,
  examplePairsExchange,
  newLabelExchange,
  refusalExchange,
  taskExchange,
  workedExchange,
} from './requests.ts'
import { assistant, type Turn, user } from './turn.ts'

/** One instruction and its answer. */
export function instructConversation(source: ProblemSource, context: TaskContext): readonly Turn[] {
  const { random } = context
  const exchange = random.weighted<() => Exchange>([
    [8, () => directExchange(source, 'arithmetic')],
    [11, () => directExchange(source, 'one-step')],
    [3.5, () => directExchange(source, 'many-step')],
    [0.5, () => directExchange(source, 'yes-no')],
    [3, () => workedExchange(source, 'arithmetic')],
    [31, () => workedExchange(source, 'word')],
    [2, () => workedExchange(source, 'yes-no')],
    [5, () => exampleExchange(source)],
    [2.2, () => examplePairsExchange(context)],
    [0.8, () => newLabelExchange(context)],
    [2.5, () => refusalExchange(context)],
    [30.5, () => taskExchange(context)],
  ])()
  const { request, reply } = exchange
  const isTranscript = random.chance(0.03)
  const asked = isTranscript ? `User: ${request}\nAssistant:` : request
  const system = random.pick(systemMessages)
  // An instruction-tuned model may get the system text as a message of its own or as a paragraph in front.
  if (random.chance(0.1)) return [user(`${system}\n\n${asked}`), assistant(reply)]
  return [
    ...(random.chance(0.05) ? [{ role: 'system', text: system } as const] : []),
    user(asked),
    assistant(reply),
  ]
}
