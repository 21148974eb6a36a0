import { createCast } from '../corpus/cast.ts'
import { taskRequest } from '../corpus/conversations/requests.ts'
import { conversational } from '../corpus/conversations/topics.ts'
import { syllables } from '../corpus/invented.ts'
import { createRandom } from '../corpus/random.ts'
import { sentimentTask, spamTask } from '../corpus/tasks/classify.ts'
import { keywordsTask, passageQuestionTask, summaryTask } from '../corpus/tasks/person.ts'
import type { Task, TaskContext } from '../corpus/tasks/task.ts'
import { listTask, pastTenseTask, storyTask } from '../corpus/tasks/words.ts'
import { dataBody, type Model, textBody } from './ask.ts'
import { type Measurement, measure } from './measurement.ts'

const tasks: readonly (readonly [name: string, draw: (context: TaskContext) => Task])[] = [
  ['Sentiment', sentimentTask],
  ['Spam', spamTask],
  ['Question about a text', passageQuestionTask],
  ['Summary', summaryTask],
  ['Keywords', keywordsTask],
  ['Past tense', pastTenseTask],
  ['List', listTask],
  ['Story', storyTask],
]

const longestCompletion = 120

/** Instruction tasks in held-out wording. A base model gets the same task as three examples and an open one. */
export async function evaluateTasks(model: Model, count: number): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [name, draw] of tasks) {
    const random = createRandom(8000)
    const context: TaskContext = {
      random,
      cast: createCast(random, 'held-out', syllables()),
      split: 'held-out',
    }
    const drawn = Array.from({ length: count }, () => draw(context))
    const [first] = drawn
    if (first === undefined) continue
    const isRight = model.kind === 'base' ? byExamples(model, draw, context) : byInstruction(model, context)
    measurements.push(await measure(first.id, name, drawn, isRight))
  }
  return measurements
}

function byInstruction(model: Model, { random }: TaskContext) {
  return async (task: Task) => {
    const { text } = await model.complete(textBody(taskRequest(random, task)), 'off', longestCompletion)
    if (task.id === 'story') return tells(text, task)
    // The dialog model has learnt to answer in a talking voice and plainly: both are right.
    const isConversational = model.kind === 'dialog' && text.trim() === conversational(task)
    return isConversational || text.trim() === task.answer
  }
}

/** A story has no single right text: it must be one, and about what was asked. */
function tells(text: string, task: Task): boolean {
  const asked = (task.words ?? []).every((word) => text.includes(word))
  return asked && /[.!]$/.test(text.trim()) && text.split('. ').length >= 3
}

function byExamples(model: Model, draw: (context: TaskContext) => Task, context: TaskContext) {
  return async (task: Task) => {
    const examples = Array.from({ length: 3 }, (_, at) => {
      const example = draw(context)
      const inputs = [example.input || example.instruction]
      return { id: String(at), isEnabled: true, inputs, reasoning: '', output: example.answer }
    })
    const [input, output] = task.heads
    const query = [task.input || task.instruction]
    const body = dataBody({ preamble: '', inputHeaders: [input], outputHeader: output, examples, query })
    const { text } = await model.complete(body, 'off', longestCompletion)
    if (task.id === 'story') return tells(text, task)
    return text.trim() === task.answer
  }
}
