import { dialogConversation } from '../conversations/dialog.ts'
import { capitalize } from '../grammar.ts'
import { categories } from '../phrasing/texts.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { sentimentTask, spamTask } from '../tasks/classify.ts'
import {
  askAbout,
  drawFacts,
  keywordsTask,
  passage,
  passageQuestionTask,
  summaryTask,
} from '../tasks/person.ts'
import type { TaskContext } from '../tasks/task.ts'
import { listTask, oppositeTask, pastTenseTask, story, storyTask } from '../tasks/words.ts'

export function storyPage(context: TaskContext): string {
  const first = story(context).text
  return context.random.chance(0.4) ? `${first}\n\n${story(context).text}` : first
}

export function personPage(context: TaskContext): string {
  const count = context.random.int(1, 3)
  return Array.from({ length: count }, () => passage(context, drawFacts(context))).join(
    context.random.pick([' ', '\n\n']),
  )
}

/** A passage with questions and answers under it. */
export function comprehensionPage(context: TaskContext): string {
  const { random } = context
  const facts = drawFacts(context)
  const text = passage(context, facts)
  const [q, a] = random.pick([
    ['Q', 'A'],
    ['Question', 'Answer'],
  ] as const)
  const isSentence = random.chance(0.5)
  const pairs = Array.from({ length: random.int(1, 4) }, () => {
    const [question, answer] = askAbout(context, facts, text)
    return `${q}: ${question}\n${a}: ${isSentence ? `${capitalize(answer)}.` : answer}`
  })
  return [text, ...pairs].join('\n')
}

export function listPage({ random }: TaskContext): string {
  const category = random.pick(Object.keys(categories))
  const members = (categories[category] ?? []).slice(0, random.int(3, 6))
  return `${capitalize(category)}:\n${members.map((member, at) => `${at + 1}. ${member}`).join('\n')}`
}

const tasks = [
  sentimentTask,
  spamTask,
  passageQuestionTask,
  summaryTask,
  keywordsTask,
  pastTenseTask,
  listTask,
  storyTask,
  oppositeTask,
]

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
    const task = random.pick(tasks)(context)
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
  const turns = dialogConversation(source, context)
  const lines = turns.map(({ role, text }) => {
    if (role === 'system') return `${text}\n`
    return `${role === 'user' ? 'User' : 'Assistant'}: ${text}`
  })
  return lines.join('\n')
}
