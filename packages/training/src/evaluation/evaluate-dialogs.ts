import { extractAnswer } from '@trialogue/prompt'
import { createCast } from '../corpus/cast.ts'
import { favourites, say } from '../corpus/conversations/topics.ts'
import { syllables } from '../corpus/invented.ts'
import { createProblemSource } from '../corpus/problems/problem-source.ts'
import { createRandom } from '../corpus/random.ts'
import type { TaskContext } from '../corpus/tasks/task.ts'
import { chatBody, type Model } from './ask.ts'
import { type Measurement, measure } from './measurement.ts'

type Spoken = { readonly role: 'user' | 'assistant'; readonly text: string }

/** Says the user's lines one after the other and lets the model answer each; returns its last answer. */
async function converse(model: Model, lines: readonly string[]): Promise<string> {
  const turns: Spoken[] = []
  for (const text of lines) {
    turns.push({ role: 'user', text })
    const completion = await model.complete(chatBody(turns), 'off', 120)
    turns.push({ role: 'assistant', text: completion.text.trim().split('\nUser:')[0] ?? '' })
  }
  return turns.at(-1)?.text ?? ''
}

/** Small conversations: is what was said remembered, is a guess checked when it is doubted? */
export async function evaluateDialogs(model: Model, count: number): Promise<Measurement[]> {
  const random = createRandom(9000)
  const cast = createCast(random, 'held-out', syllables())
  const context: TaskContext = { random, cast, split: 'held-out' }
  const source = createProblemSource(createRandom(9100), 'held-out', syllables())
  const names = Array.from({ length: count }, () => cast.name().first)
  const facts = Array.from({ length: count }, () => favourites(context)[0]).filter(
    (fact) => fact !== undefined,
  )
  const problems = Array.from({ length: count }, () => source.word(2))
  return [
    await measure('greeting', 'Greets by name', names, async (name) => {
      return (await converse(model, [say(context, 'introduce', { name })])).includes(name)
    }),
    await measure('recall-name', 'Recalls the name', names, async (name) => {
      const lines = [say(context, 'introduce', { name }), say(context, 'goodDay'), say(context, 'askName')]
      return (await converse(model, lines)).includes(name)
    }),
    await measure('recall-fact', 'Recalls what was told', facts, async ({ tell, recall }) => {
      const [question, answer] = recall()
      const told = tell[0]?.text ?? ''
      const last = await converse(model, [told, say(context, 'howAreYou'), question?.text ?? ''])
      return last === answer?.text
    }),
    await measure('check', 'Checks a doubted answer, 2 steps', problems, async ({ question, answer }) => {
      const last = await converse(model, [question, 'Are you sure? Think step by step.'])
      return Number(extractAnswer(last, 'number')) === answer
    }),
  ]
}
