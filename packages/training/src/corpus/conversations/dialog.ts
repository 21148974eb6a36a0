import { drawContinuingDialog, drawDialog } from '../authored/dialogs.ts'
import { systemMessages } from '../phrasing/dialog.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { refusals, refusedRequest } from '../tasks/refusal.ts'
import type { TaskContext } from '../tasks/task.ts'
import { exampleDialog } from './example-dialog.ts'
import { lengthOf, longestDialog, recallTalk } from './recall-talk.ts'
import { doubtedTopic, exchange, feelingTopic, smallTalk, taskTopic, workedTopic } from './topics.ts'
import { assistant, type Turn, user } from './turn.ts'

/** A greeting in front, mostly with a name, as far as there is room. */
function greeted(context: TaskContext, turns: readonly Turn[]): readonly Turn[] {
  const { random, cast } = context
  const greeting = random.chance(0.7)
    ? exchange(context, 'introduce', 'greetName', { name: cast.name().first })
    : exchange(context, 'greet', 'greetBack')
  return lengthOf([...greeting, ...turns]) < longestDialog ? [...greeting, ...turns] : turns
}

const sometimesGreeted = (context: TaskContext, turns: readonly Turn[]) =>
  context.random.chance(0.2) ? greeted(context, turns) : turns

/** An author's conversation alone, or one that goes on after a greeting. */
function authoredDialog(context: TaskContext): readonly Turn[] {
  return context.random.chance(0.7) ? drawDialog(context) : greeted(context, drawContinuingDialog(context))
}

const refusalTopic = (context: TaskContext): Turn[] => [
  user(refusedRequest(context)),
  assistant(refusals.dialog),
]

const chat = (context: TaskContext): Turn[] =>
  context.random.chance(0.5) ? feelingTopic(context) : smallTalk(context)

/** A conversation of a dialog model: one or many turns, sometimes under a system message. Weights are per cent. */
export function dialogConversation(source: ProblemSource, context: TaskContext): readonly Turn[] {
  const { random } = context
  const turns = random.weighted<() => readonly Turn[]>([
    [18, () => sometimesGreeted(context, doubtedTopic(source))],
    [10, () => sometimesGreeted(context, workedTopic(source))],
    [20, () => authoredDialog(context)],
    [30, () => recallTalk(source, context)],
    [9, () => sometimesGreeted(context, taskTopic(context))],
    [5, () => exampleDialog(source, context)],
    [3, () => sometimesGreeted(context, refusalTopic(context))],
    [5, () => greeted(context, chat(context))],
  ])()
  return random.chance(0.25) ? [{ role: 'system', text: random.pick(systemMessages) }, ...turns] : turns
}
