import { systemMessages } from '../phrasing/dialog.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import { exampleDialog } from './example-dialog.ts'
import { exchange, favourites, feelingTopic, problemTopic, smallTalk, taskTopic } from './topics.ts'
import type { Turn } from './turn.ts'

/** About 240 tokens of turns. */
const longestDialog = 700

function otherTopic(source: ProblemSource, context: TaskContext): Turn[] {
  return context.random.weighted<() => Turn[]>([
    [10, () => problemTopic(source)],
    [3, () => feelingTopic(context)],
    [5, () => taskTopic(context)],
    [2, () => smallTalk(context)],
  ])()
}

function goodbye(context: TaskContext, name: string | undefined): Turn[] {
  const isByName = name !== undefined && context.random.chance(0.5)
  return isByName ? exchange(context, 'bye', 'goodbyeName', { name }) : exchange(context, 'bye', 'goodbye')
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
  if (random.chance(0.25)) turns.push(...goodbye(context, name))
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
