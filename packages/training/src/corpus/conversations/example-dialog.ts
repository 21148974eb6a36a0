import { drawExercise, worked } from '../exercise.ts'
import { questionHeads, solveInstructions, standardTrigger } from '../phrasing/reasoning.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { sentimentTask, spamTask, topicTask } from '../tasks/classify.ts'
import type { Task, TaskContext } from '../tasks/task.ts'
import { oppositeTask, pastTenseTask, pluralTask } from '../tasks/words.ts'
import { taskRequest } from './requests.ts'
import { assistant, type Turn, user } from './turn.ts'

/** Examples as earlier turns; the last answer keeps their style, also where it is not the dialog model's own voice. */
export function exampleDialog(source: ProblemSource, context: TaskContext): Turn[] {
  return context.random.chance(0.45) ? taskExamples(context) : problemExamples(source)
}

function taskExamples(context: TaskContext): Turn[] {
  const { random } = context
  const draw = random.pick([sentimentTask, spamTask, topicTask, pastTenseTask, oppositeTask, pluralTask])
  const isInstructed = random.chance(0.35)
  const hasHead = random.chance(0.6)
  const head = (task: Task) => (hasHead ? `${task.heads[0]}: ` : '')
  const tasks = Array.from({ length: random.int(3, 5) }, () => draw(context))
  return tasks.flatMap((task) => [
    user(isInstructed || task.input === '' ? taskRequest(random, task) : head(task) + task.input),
    assistant(task.answer),
  ])
}

function problemExamples(source: ProblemSource): Turn[] {
  const { random } = source
  const count = random.int(2, 4)
  const style = random.pick(['bare', 'sentence', 'worked', 'worked'] as const)
  const kind =
    style === 'worked'
      ? random.pick(['one-step', 'word'] as const)
      : random.pick(['one-step', 'arithmetic'] as const)
  // A table of examples reaches a dialog model as turns with their column head, its preamble in the first of them.
  const head = random.chance(0.55) ? `${random.pick(questionHeads)[0]}: ` : ''
  const preamble = random.chance(0.3) ? `${random.pick(solveInstructions)}\n\n` : ''
  return Array.from({ length: count }, () => drawExercise(source, kind)).flatMap((exercise, at) => {
    const isReasoned = style === 'worked' || (at === count - 1 && random.chance(0.1))
    const trigger = isReasoned && style !== 'worked' ? ` ${standardTrigger}` : ''
    const bare = style === 'bare' ? exercise.answer : `The answer is ${exercise.answer}.`
    return [
      user(`${at === 0 ? preamble : ''}${head}${exercise.question}${trigger}`),
      assistant(isReasoned ? worked(exercise) : bare),
    ]
  })
}
