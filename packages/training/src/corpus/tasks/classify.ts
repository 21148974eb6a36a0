import { linesInSplit } from '../authored/in-split.ts'
import { topicsIn } from '../authored/sections.ts'
import { capitalize, expandList } from '../grammar.ts'
import { messageGrammar, reviewGrammar } from '../phrasing/texts.ts'
import { createSlotFiller } from '../slots/slot-filler.ts'
import { instruct, type Task, type TaskContext } from './task.ts'

/** An author's line half of the time, where there is one. */
function authoredText(context: TaskContext, path: string): string | undefined {
  const lines = linesInSplit(path, context.split)
  if (lines.length === 0 || context.random.chance(0.5)) return undefined
  return createSlotFiller(context).asWritten(context.random.pick(lines))
}

/** A review of one or two sentences. */
export function review(context: TaskContext, isPositive: boolean): string {
  const { random, cast } = context
  const authored = authoredText(context, `texts/reviews-${isPositive ? 'positive' : 'negative'}.txt`)
  if (authored !== undefined) return authored
  const grammar = random.chance(0.12) ? { ...reviewGrammar, subject: [cast.word()] } : reviewGrammar
  const tense = random.pick(['present', 'past'] as const)
  const line = () =>
    capitalize(expandList(isPositive ? 'positive' : 'negative', { random, grammar, values: {}, tense }))
  const end = random.pick(reviewGrammar[isPositive ? 'positiveEnd' : 'negativeEnd'] ?? [])
  const second = random.chance(0.15) ? line() : end
  return `${line()} ${second}`.trim()
}

/** A text message, wanted or not. */
export function message(context: TaskContext, isSpam: boolean): string {
  const { random, cast } = context
  const authored = authoredText(context, `texts/messages-${isSpam ? 'spam' : 'ham'}.txt`)
  if (authored !== undefined) return authored
  const values = { name: cast.name().first, amount: random.int(2, 99) * 10 }
  return capitalize(expandList(isSpam ? 'spam' : 'ham', { random, grammar: messageGrammar, values }))
}

export function sentimentTask(context: TaskContext): Task {
  const isPositive = context.random.chance(0.5)
  return {
    id: 'sentiment',
    instruction: instruct(context, 'sentiment'),
    input: review(context, isPositive),
    answer: isPositive ? 'positive' : 'negative',
    heads: ['Review', 'Sentiment'],
  }
}

export function spamTask(context: TaskContext): Task {
  const isSpam = context.random.chance(0.5)
  return {
    id: 'spam',
    instruction: instruct(context, 'spam'),
    input: message(context, isSpam),
    answer: isSpam ? 'spam' : 'not spam',
    heads: ['Message', 'Label'],
  }
}

/** A sentence about one of ten topics; the answer is the topic's word. */
export function topicTask(context: TaskContext): Task {
  const { random, split } = context
  const [topic, sentences] = random.pick([...topicsIn(split)])
  return {
    id: 'topic',
    instruction: instruct(context, 'topic'),
    input: createSlotFiller(context).asWritten(random.pick(sentences)),
    answer: topic,
    heads: ['Text', 'Topic'],
  }
}
