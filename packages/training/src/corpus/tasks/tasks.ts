import { sentimentTask, spamTask, topicTask } from './classify.ts'
import { keywordsTask, namesTask, passageQuestionTask, summaryTask } from './reading.ts'
import { storyTask } from './story.ts'
import type { Task, TaskContext } from './task.ts'
import { listTask, oppositeTask, pastTenseTask, pluralTask } from './words.ts'

/** Every task by its id, with its weight in training. */
const tasks = {
  sentiment: [11, sentimentTask],
  spam: [9, spamTask],
  topic: [10, topicTask],
  question: [16, passageQuestionTask],
  summary: [14, summaryTask],
  keywords: [13, keywordsTask],
  names: [12, namesTask],
  past: [8, pastTenseTask],
  list: [8, listTask],
  story: [9, storyTask],
  opposite: [1, oppositeTask],
  plural: [1, pluralTask],
} as const satisfies Readonly<Record<string, readonly [number, (context: TaskContext) => Task]>>

export type TaskId = keyof typeof tasks

/** A task of any kind, or of one: `drawTask(context, 'topic')`. The split of the context decides on the wording. */
export function drawTask(context: TaskContext, id?: TaskId): Task {
  return id === undefined ? context.random.weighted(Object.values(tasks))(context) : tasks[id][1](context)
}
