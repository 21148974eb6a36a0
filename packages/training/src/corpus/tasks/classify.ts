import { capitalize, expandList } from '../grammar.ts'
import { messageGrammar, reviewGrammar } from '../phrasing/texts.ts'
import { instruct, type Task, type TaskContext } from './task.ts'

/** A review of one or two sentences. */
export function review({ random, cast }: TaskContext, isPositive: boolean): string {
  const grammar = random.chance(0.12) ? { ...reviewGrammar, subject: [cast.word()] } : reviewGrammar
  const tense = random.pick(['present', 'past'] as const)
  const line = () =>
    capitalize(expandList(isPositive ? 'positive' : 'negative', { random, grammar, values: {}, tense }))
  const end = random.pick(reviewGrammar[isPositive ? 'positiveEnd' : 'negativeEnd'] ?? [])
  const second = random.chance(0.15) ? line() : end
  return `${line()} ${second}`.trim()
}

/** A text message, wanted or not. */
export function message({ random, cast }: TaskContext, isSpam: boolean): string {
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
