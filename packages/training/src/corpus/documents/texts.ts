import { drawDialog } from '../authored/dialogs.ts'
import { drawPassage } from '../authored/passages.ts'
import { dialogConversation } from '../conversations/dialog.ts'
import { capitalize } from '../grammar.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { askAbout, drawFacts, passage } from '../tasks/person.ts'
import { story } from '../tasks/story.ts'
import type { TaskContext } from '../tasks/task.ts'
import { drawTask } from '../tasks/tasks.ts'
import { drawList, numbered } from '../tasks/words.ts'
import { answered } from './answered.ts'

export function storyPage(context: TaskContext): string {
  const first = story(context)
  return context.random.chance(0.4) ? `${first}\n\n${story(context)}` : first
}

/** One to three short texts. */
export function passagePage(context: TaskContext): string {
  const { random } = context
  const isAuthored = random.chance(0.7)
  const draw = () => (isAuthored ? drawPassage(context).text : passage(context, drawFacts(context)))
  return Array.from({ length: random.int(1, isAuthored ? 2 : 3) }, draw).join(random.pick([' ', '\n\n']))
}

type Questioned = {
  readonly text: string
  readonly ask: () => readonly [question: string, answer: string]
}

function drawQuestioned(context: TaskContext): Questioned {
  const { random } = context
  if (random.chance(0.6)) {
    const { text, questions } = drawPassage(context)
    const left = random.shuffle(questions)
    return { text, ask: () => left.pop() ?? random.pick(questions) }
  }
  const facts = drawFacts(context)
  const text = passage(context, facts)
  return { text, ask: () => askAbout(context, facts, text) }
}

/** A passage with questions and answers under it. */
export function comprehensionPage(context: TaskContext): string {
  const { random } = context
  const { text, ask } = drawQuestioned(context)
  const [q, a] = random.pick([
    ['Q', 'A'],
    ['Question', 'Answer'],
  ] as const)
  const isSentence = random.chance(0.4)
  const pairs = Array.from({ length: random.int(1, 3) }, () => {
    const [question, answer] = ask()
    const told = isSentence ? `${capitalize(answer).replace(/\.$/, '')}.` : answer
    return `${q}: ${question}\n${a}:${answered(` ${told}`)}`
  })
  return [text, ...new Set(pairs)].join('\n')
}

export function listPage(context: TaskContext): string {
  const [category, members] = drawList(context)
  return `${capitalize(category)}:\n${numbered(members)}`
}

/** Instructions one after the other, unanswered: why a base model meets an instruction with more instructions. */
export function exerciseSheet(context: TaskContext): string {
  const { random } = context
  const heading = random.pick([
    'Exercises for this week:',
    'Homework',
    'Tasks',
    'Worksheet',
    'To do:',
    'Exercises',
    '',
    '',
    '',
  ])
  const bullet = random.pick(['- ', '', '* ', 'number'])
  const withInput = random.chance(0.4)
  const lines = Array.from({ length: random.int(2, 5) }, (_, at) => {
    const task = drawTask(context)
    const text = withInput && task.input !== '' ? `${task.instruction}\n${task.input}` : task.instruction
    return (bullet === 'number' ? `${at + 1}. ` : bullet) + text
  })
  return [heading, ...lines]
    .filter((line) => line !== '')
    .join(withInput ? '\n\n' : '\n')
    .slice(0, 680)
    .trim()
}

/** A written-down conversation: how a chat prompt reaches a model that knows no turns. */
export function transcriptPage(source: ProblemSource, context: TaskContext): string {
  const turns = context.random.chance(0.3) ? drawDialog(context) : dialogConversation(source, context)
  const lines = turns.map(({ role, text }) => {
    if (role === 'system') return `${text}\n`
    return role === 'user' ? `User: ${text}` : `Assistant:${answered(` ${text}`)}`
  })
  return lines.join('\n')
}
