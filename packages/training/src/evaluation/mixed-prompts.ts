import { taskRequest } from '../corpus/conversations/requests.ts'
import { say } from '../corpus/conversations/topics.ts'
import type { ProblemSource } from '../corpus/problems/problem-source.ts'
import { message, review } from '../corpus/tasks/classify.ts'
import type { TaskContext } from '../corpus/tasks/task.ts'
import { pastTenseTask } from '../corpus/tasks/words.ts'
import { heldOutProblems } from './problem-probes.ts'
import { drawAnyTask, heldOutContext } from './task-probes.ts'

const greetings = ['introduce', 'greet', 'howAreYou', 'whoAreYou', 'goodDay', 'badDay', 'bye'] as const

function greeting(context: TaskContext): string {
  return say(context, context.random.pick(greetings), { name: context.cast.name().first })
}

function plainSentence(context: TaskContext): string {
  const { random } = context
  if (random.chance(0.4)) return pastTenseTask(context).answer
  return random.chance(0.5) ? review(context, random.chance(0.5)) : message(context, false)
}

function problemPattern(source: ProblemSource): string {
  const shown = [source.word(1), source.word(1)].map(
    ({ question, answer }) => `Q: ${question}\nA: The answer is ${answer}.`,
  )
  return [...shown, `Q: ${source.word(1).question}\nA:`].join('\n\n')
}

function labelPattern(context: TaskContext): string {
  const { random } = context
  const line = (isPositive: boolean) => `Review: ${review(context, isPositive)}\nSentiment:`
  const shown = [true, false].map(
    (isPositive) => `${line(isPositive)} ${isPositive ? 'positive' : 'negative'}`,
  )
  return [...shown, line(random.chance(0.5))].join('\n\n')
}

/** Problems, requests, greetings, plain sentences and patterns of examples, as somebody tries them on an unknown model. */
export function drawMixedPrompts(count: number, seed: number): string[] {
  const context = heldOutContext(seed)
  const source = heldOutProblems(seed + 1)
  const { random } = context
  return Array.from({ length: count }, () =>
    random.weighted<() => string>([
      [3, () => source.word().question],
      [3, () => taskRequest(random, drawAnyTask(context))],
      [2, () => greeting(context)],
      [2, () => plainSentence(context)],
      [1, () => problemPattern(source)],
      [1, () => labelPattern(context)],
    ])(),
  )
}
