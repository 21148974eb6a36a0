import { assistant, type Turn, user } from '../conversations/turn.ts'
import type { Split } from '../sample.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import type { TaskContext } from '../tasks/task.ts'
import { blocksInSplit } from './in-split.ts'
import { lazily } from './read-file.ts'

/** A conversation as its author wrote it. */
export type DialogTemplate = readonly Turn[]

/** Throws RangeError unless user and assistant take turns and the assistant ends. */
export function parseDialog(lines: readonly string[]): DialogTemplate {
  const turns = lines.map((line, at) => {
    const [, speaker, text = ''] = /^([UA]):\s*(.+)$/.exec(line) ?? []
    if (speaker !== (at % 2 === 0 ? 'U' : 'A'))
      throw new RangeError(`"${line}" is not ${at % 2 === 0 ? 'U' : 'A'}: …`)
    return speaker === 'U' ? user(text) : assistant(text)
  })
  if (turns.length % 2 === 1) throw new RangeError(`the dialog "${lines[0]}" does not end with A: …`)
  return turns
}

const textOf = (dialog: DialogTemplate) => dialog.map(({ text }) => text).join('\n')

const dialogsIn = blocksInSplit('dialogs/dialogs.txt', parseDialog, textOf)

/** Those that can follow another topic: they do not say who the user is and do not greet. */
const continuingDialogsIn = lazily((split: Split): readonly DialogTemplate[] =>
  dialogsIn(split).filter(
    (dialog) =>
      !/\{name\}|\b(?:hi|hello|hey|good (?:morning|evening|afternoon))\b|meet you/i.test(textOf(dialog)),
  ),
)

export function fillDialog({ random, cast }: TaskContext, dialog: DialogTemplate): Turn[] {
  const fill = createSlotFiller({ random, cast })
  return dialog.map(({ role, text }) => ({ role, text: fill.asWritten(text) }))
}

/** A whole conversation of the split. */
export const drawDialog = (context: TaskContext): Turn[] =>
  fillDialog(context, context.random.pick(dialogsIn(context.split)))

/** A conversation that goes on after a greeting or another topic. */
export const drawContinuingDialog = (context: TaskContext): Turn[] =>
  fillDialog(context, context.random.pick(continuingDialogsIn(context.split)))
