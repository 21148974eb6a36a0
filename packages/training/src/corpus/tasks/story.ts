import { linesInSplit } from '../authored/in-split.ts'
import { phrasingLines } from '../authored/read-file.ts'
import { capitalize, expandList } from '../grammar.ts'
import { storyGrammar } from '../phrasing/texts.ts'
import { createSlotFiller, type SlotFiller } from '../slots/slot-filler.ts'
import { grammarInstruction, type Task, type TaskContext } from './task.ts'

/** The rest of the stories is put together by the grammar. */
const authorShare = 0.8
/** Requests that the grammar puts together. */
const grammarRequestShare = 0.1

const storySlots = ['{name}', '{item}', '{place}'] as const

/** The values of a story's slots, as the grammar names them too. */
function storyValues(fill: SlotFiller) {
  const [name = '', he = '', him = '', his = '', thing = '', place = ''] = [
    '{name}',
    '{he}',
    '{him}',
    '{his}',
    '{item}',
    '{place}',
  ].map((slot) => fill.part(slot))
  return { name, he, He: capitalize(he), him, his, thing, place: place.replace(/^the /, '') }
}

/** `mentions`: the slots that the story must hold. */
function tellStory({ random }: TaskContext, fill: SlotFiller, mentions: readonly string[]): string {
  // A story is never scored word by word: none is held out.
  const fitting = phrasingLines('texts/stories.txt').filter((line) =>
    mentions.every((slot) => line.includes(slot)),
  )
  if (fitting.length > 0 && random.chance(authorShare)) return fill.sentences(random.pick(fitting))
  const line = (list: string) =>
    expandList(list, { random, grammar: storyGrammar, values: storyValues(fill) })
  return ['opening', 'finding', 'middle', 'ending'].map(line).join(' ')
}

/** Four or five sentences: free text as a base model reads it. */
export function story(context: TaskContext): string {
  return tellStory(context, createSlotFiller(context), [])
}

export function storyTask(context: TaskContext): Task {
  const { random, split } = context
  const fill = createSlotFiller(context)
  const base = { id: 'story', input: '', heads: ['Request', 'Story'] } as const
  if (random.chance(grammarRequestShare)) {
    const { name, thing, place } = storyValues(fill)
    const instruction = grammarInstruction(context, 'story', { name, thing, place })
    return { ...base, instruction, answer: tellStory(context, fill, storySlots), words: [name, thing, place] }
  }
  const line = random.pick(linesInSplit('instructions/story.txt', split))
  const instruction = fill.asWritten(line)
  const asked = storySlots.filter((slot) => instruction.includes(fill.part(slot)))
  return {
    ...base,
    instruction,
    answer: tellStory(context, fill, asked),
    words: asked.map((slot) => fill.part(slot).replace(/^the /, '')),
  }
}
