import { drawExercise, worked } from '../exercise.ts'
import { systemMessages } from '../phrasing/dialog.ts'
import { questionHeads, solveInstructions, standardTrigger } from '../phrasing/reasoning.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import { sentimentTask, spamTask } from '../tasks/classify.ts'
import type { Task, TaskContext } from '../tasks/task.ts'
import { oppositeTask, pastTenseTask, pluralTask } from '../tasks/words.ts'
import { taskRequest } from './requests.ts'
import { exchange, favourites, feelingTopic, problemTopic, smallTalk, taskTopic } from './topics.ts'
import { assistant, type Turn, user } from './turn.ts'

/** About 240 tokens of turns. */
const longestDialog = 700

/** Examples as earlier turns; the last answer keeps their style, also where it is not this model's own voice. */
function exampleDialog(source: ProblemSource, context: TaskContext): Turn[] {
  const { random } = context
  const count = random.int(2, 4)
  if (random.chance(0.45)) {
    const draw = random.pick([sentimentTask, spamTask, pastTenseTask, oppositeTask, pluralTask])
    const isInstructed = random.chance(0.35)
    const hasHead = random.chance(0.6)
    const head = (task: Task) => (hasHead ? `${task.heads[0]}: ` : '')
    return Array.from({ length: count + 1 }, () => draw(context)).flatMap((task) => [
      user(isInstructed || task.input === '' ? taskRequest(random, task) : head(task) + task.input),
      assistant(task.answer),
    ])
  }
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

function otherTopic(source: ProblemSource, context: TaskContext): Turn[] {
  return context.random.weighted<() => Turn[]>([
    [10, () => problemTopic(source)],
    [3, () => feelingTopic(context)],
    [5, () => taskTopic(context)],
    [2, () => smallTalk(context)],
  ])()
}

/** Greeting, topics, recall, goodbye. */
function talk(source: ProblemSource, context: TaskContext): Turn[] {
  const { random, cast } = context
  const turns: Turn[] = []
  const facts = favourites(context)
  const name = random.chance(0.6) ? cast.name().first : undefined
  if (name !== undefined) turns.push(...exchange(context, 'introduce', 'greetName', { name }))
  else if (random.chance(0.35)) turns.push(...exchange(context, 'greet', 'greetBack'))
  const recalls: (() => Turn[])[] =
    name === undefined ? [] : [() => exchange(context, 'askName', 'giveName', { name })]
  const fits = (next: readonly Turn[]) =>
    [...turns, ...next].reduce((sum, turn) => sum + turn.text.length, 0) < longestDialog
  for (let at = random.int(1, 3); at > 0; at--) {
    const fact = random.chance(0.26) ? facts.pop() : undefined
    const topic = fact?.tell ?? otherTopic(source, context)
    if (turns.length > 0 && !fits(topic)) continue
    turns.push(...topic)
    if (fact) recalls.push(fact.recall)
  }
  for (const recall of random.shuffle(recalls).slice(0, 2)) {
    const next = recall()
    if (random.chance(0.75) && fits(next)) turns.push(...next)
  }
  if (random.chance(0.25))
    turns.push(
      ...(name !== undefined && random.chance(0.5)
        ? exchange(context, 'bye', 'goodbyeName', { name })
        : exchange(context, 'bye', 'goodbye')),
    )
  return turns
}

/** A conversation of a dialog model: one or many turns, sometimes under a system message. */
export function dialogConversation(source: ProblemSource, context: TaskContext): readonly Turn[] {
  const { random } = context
  const turns = random.weighted<() => Turn[]>([
    [12, () => problemTopic(source)],
    [13, () => taskTopic(context)],
    [10, () => exampleDialog(source, context)],
    [65, () => talk(source, context)],
  ])()
  return random.chance(0.25) ? [{ role: 'system', text: random.pick(systemMessages) }, ...turns] : turns
}
