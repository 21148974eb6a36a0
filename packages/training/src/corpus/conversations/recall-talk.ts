import { drawContinuingDialog } from '../authored/dialogs.ts'
import { capitalize } from '../grammar.ts'
import type { ProblemSource } from '../problems/problem-source.ts'
import type { TaskContext } from '../tasks/task.ts'
import { doubtedTopic, exchange, type Favourite, favourites, feelingTopic, smallTalk } from './topics.ts'
import type { Turn } from './turn.ts'

/** About 260 tokens of turns. */
export const longestDialog = 760

export const lengthOf = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { text }) => sum + text.length, 0)

/** With the names that a cast invents anyway, half of the users have a name that nobody has seen. */
const inventedNameShare = 0.22

function userName({ random, cast }: TaskContext): string {
  return random.chance(inventedNameShare) ? capitalize(cast.word()) : cast.name().first
}

/** Something else, so that what was told lies some turns back. */
function digression(source: ProblemSource, context: TaskContext): Turn[] {
  return context.random.weighted<() => Turn[]>([
    [4, () => drawContinuingDialog(context).slice(0, 4)],
    [3, () => feelingTopic(context)],
    [2, () => smallTalk(context)],
    [2, () => doubtedTopic(source)],
  ])()
}

/**
 * Six turns or more: who the user is, a favourite or a number, something else, and at the end what was told is asked for.
 */
export function recallTalk(source: ProblemSource, context: TaskContext): Turn[] {
  const { random } = context
  const name = random.chance(0.85) ? userName(context) : undefined
  const told: Favourite[] = favourites(context).slice(0, name === undefined ? 1 : random.int(0, 2))
  const asksName = () => (name === undefined ? [] : exchange(context, 'askName', 'giveName', { name }))
  const recalls = [...told.map(({ recall }) => recall()), asksName()].filter((turns) => turns.length > 0)
  const asked = random
    .shuffle(recalls)
    .slice(0, random.chance(0.35) ? 2 : 1)
    .flat()
  const introduced = name === undefined ? [] : exchange(context, 'introduce', 'greetName', { name })
  const opening = [...introduced, ...told.flatMap(({ tell }) => tell)]
  const turns = random.chance(0.12)
    ? random.shuffle([introduced, ...told.map(({ tell }) => tell)]).flat()
    : opening
  for (let at = random.int(turns.length < 4 ? 1 : 0, 2); at > 0; at--) {
    const next = digression(source, context)
    if (lengthOf([...turns, ...next, ...asked]) < longestDialog) turns.push(...next)
  }
  const byName = name !== undefined && random.chance(0.5)
  const bye = byName ? exchange(context, 'bye', 'goodbyeName', { name }) : exchange(context, 'bye', 'goodbye')
  return [...turns, ...asked, ...(random.chance(0.15) ? bye : [])]
}
