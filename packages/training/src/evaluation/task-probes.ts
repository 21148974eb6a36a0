import { createCast } from '../corpus/cast.ts'
import { taskRequest } from '../corpus/conversations/requests.ts'
import { conversational } from '../corpus/conversations/topics.ts'
import { syllables } from '../corpus/invented.ts'
import { createRandom } from '../corpus/random.ts'
import type { Task, TaskContext } from '../corpus/tasks/task.ts'
import { drawTask, type TaskId } from '../corpus/tasks/tasks.ts'
import { type Completion, dataBody, type Model, textBody } from './ask.ts'
import { defineProbe, drawMany, type Probe } from './probe.ts'
import { isStory } from './story-sentences.ts'

/** The tasks that are measured: opposites and plurals are closed lists that tell little. */
const taskIds = [
  'sentiment',
  'spam',
  'topic',
  'question',
  'summary',
  'keywords',
  'names',
  'past',
  'list',
  'story',
] as const satisfies readonly TaskId[]

/** One of the measured tasks in the wording of the context's split. */
export const drawAnyTask = (context: TaskContext): Task => drawTask(context, context.random.pick(taskIds))

/** Requests in held-out wording, filled with names and things that training never shows. */
export function heldOutContext(seed: number): TaskContext {
  const random = createRandom(seed)
  return { random, cast: createCast(random, 'held-out', syllables()), split: 'held-out' }
}

const longestCompletion = 160

/** What the dialog model says around an answer. */
function conversationalStart(task: Task): string {
  return (
    conversational({ ...task, answer: '\n' })
      .split('\n')[0]
      ?.trimEnd() ?? ''
  )
}

/** A story has no single right text: it is of the corpus's sentences, about what was asked, and comes to an end. */
function tells({ text, hasEnded }: Completion, task: Task): boolean {
  const start = conversationalStart(task)
  const trimmed = text.trim()
  const story = trimmed.startsWith(start) ? trimmed.slice(start.length).trim() : trimmed
  return hasEnded && (task.words ?? []).every((word) => story.includes(word)) && isStory(story)
}

function isRightAnswer(kind: Model['kind'], completion: Completion, task: Task): boolean {
  if (task.id === 'story') return tells(completion, task)
  const text = completion.text.trim()
  // The dialog model has learnt to answer in a talking voice and plainly: both are right.
  return text === task.answer || (kind === 'dialog' && text === conversational(task))
}

/** One task: as an instruction, or for a base model as the open end of three examples. */
type TaskCase = { readonly task: Task; readonly request: string; readonly examples: readonly Task[] }

async function solves(model: Model, { task, request, examples }: TaskCase): Promise<boolean> {
  const body = model.kind === 'base' ? exampleBody(task, examples) : textBody(request)
  return isRightAnswer(model.kind, await model.complete(body, { maxTokens: longestCompletion }), task)
}

function exampleBody(task: Task, examples: readonly Task[]) {
  const [input, output] = task.heads
  return dataBody({
    preamble: '',
    inputHeaders: [input],
    outputHeader: output,
    examples: examples.map((example, at) => ({
      id: String(at),
      isEnabled: true,
      inputs: [example.input || example.instruction],
      reasoning: '',
      output: example.answer,
    })),
    query: [task.input || task.instruction],
  })
}

/** Examples, question and answer must stay within what the rows of training hold: about 300 tokens. */
const longestExamples = 900

/** Three examples of the same form as the task; the shortest ones of many draws where the texts are long. */
function drawExamples(context: TaskContext, id: TaskId, task: Task): Task[] {
  const isAlike = (other: Task) =>
    other.heads[1] === task.heads[1] && other.answer.includes('\n') === task.answer.includes('\n')
  const lengthOf = (drawn: readonly Task[]) =>
    drawn.reduce(
      (sum, { instruction, input, answer }) => sum + (input || instruction).length + answer.length,
      0,
    )
  const drawAlike = () => {
    for (;;) {
      const example = drawTask(context, id)
      if (isAlike(example)) return example
    }
  }
  let shortest = drawMany(3, drawAlike)
  for (let attempt = 0; attempt < 40 && lengthOf([...shortest, task]) > longestExamples; attempt += 1) {
    const next = drawMany(3, drawAlike)
    if (lengthOf(next) < lengthOf(shortest)) shortest = next
  }
  return shortest
}

function drawCases(id: TaskId, count: number): TaskCase[] {
  const context = heldOutContext(8000)
  // Drawn apart, so that what a base model is shown does not decide on what the others are asked.
  const exampleContext = heldOutContext(8100)
  return drawMany(count, () => {
    const task = drawTask(context, id)
    const request = taskRequest(context.random, task)
    return { task, request, examples: drawExamples(exampleContext, id, task) }
  })
}

/** The instruction tasks: by instruction in held-out wording; a base model by three examples. */
export const taskProbes: readonly Probe[] = taskIds.map((id) =>
  defineProbe({ id, draw: (count) => drawCases(id, count), isRight: solves }),
)
