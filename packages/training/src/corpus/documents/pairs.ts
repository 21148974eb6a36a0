import { inputHeads, labelSets } from '../phrasing/reasoning.ts'
import { message, review } from '../tasks/classify.ts'
import type { TaskContext } from '../tasks/task.ts'
import { drawTask, type TaskId } from '../tasks/tasks.ts'
import { answered } from './answered.ts'
import { fill } from './fill.ts'

/** Reviews or messages with labels; the label words differ from page to page and must be read off the page. */
export function labelPage(context: TaskContext): string {
  const { random } = context
  const isSpamPage = random.chance(0.35)
  const labels = isSpamPage
    ? random.pick([
        ['spam', 'not spam'],
        ['spam', 'not spam'],
        ['spam', 'ham'],
        ['yes', 'no'],
      ])
    : random.pick(labelSets)
  const usual = isSpamPage ? (['Message', 'Label'] as const) : (['Review', 'Sentiment'] as const)
  const [input, output] = random.chance(0.7) ? usual : random.pick(inputHeads)
  const instruction = random.chance(0.3)
    ? drawTask(context, isSpamPage ? 'spam' : 'sentiment').instruction
    : ''
  return fill(random.int(2, 7), instruction, () => {
    const isFirst = random.chance(0.5)
    const text = isSpamPage ? message(context, isFirst) : review(context, isFirst)
    return `${input}: ${text}\n${output}:${answered(` ${labels[isFirst ? 0 : 1]}`)}`
  })
}

const pairTasks = [
  'past',
  'topic',
  'opposite',
  'plural',
  'keywords',
  'names',
  'summary',
  'list',
] as const satisfies readonly TaskId[]

/** Any task as input–output pairs, with or without its instruction in front: a data prompt. */
export function pairPage(context: TaskContext): string {
  const { random } = context
  const id = random.pick(pairTasks)
  const sample = drawTask(context, id)
  const [input, output] = random.chance(0.5) ? sample.heads : random.pick(inputHeads)
  const instruction = sample.input !== '' && random.chance(0.4) ? sample.instruction : ''
  const separator = sample.answer.includes('\n') ? '\n' : ' '
  return fill(random.int(2, 6), instruction, () => {
    const task = drawTask(context, id)
    return `${input}: ${task.word ?? (task.input || task.instruction)}\n${output}:${answered(separator + task.answer)}`
  })
}
