import { drawPassage, type Passage } from '../authored/passages.ts'
import { askAbout, drawFacts, type Facts, passage, withArticle } from './person.ts'
import { grammarInstruction, instruct, type Task, type TaskContext } from './task.ts'

/** Reading tasks take half of their texts from authors, half from the passages about one person. */
const isAuthored = ({ random }: TaskContext) => random.chance(0.5)

export function passageQuestionTask(context: TaskContext): Task {
  const { random } = context
  const [text, [question, answer]] = isAuthored(context) ? authoredQuestion(context) : personQuestion(context)
  const label = random.pick(['Question: ', 'Question: ', 'Question: ', 'Q: ', ''])
  const input = random.chance(0.85) ? `${text}\n${label}${question}` : `${label}${question}\n${text}`
  return {
    id: 'question',
    instruction: instruct(context, 'question'),
    input,
    answer,
    heads: ['Text', 'Answer'],
  }
}

function authoredQuestion(context: TaskContext) {
  const { text, questions } = drawPassage(context)
  return [text, context.random.pick(questions)] as const
}

function personQuestion(context: TaskContext) {
  const facts = drawFacts(context)
  const text = passage(context, facts)
  return [text, askAbout(context, facts, text)] as const
}

export function summaryTask(context: TaskContext): Task {
  const base = {
    id: 'summary',
    instruction: instruct(context, 'summary'),
    heads: ['Text', 'Summary'],
  } as const
  if (isAuthored(context)) {
    const { text, summary } = drawPassage(context)
    return { ...base, input: text, answer: summary }
  }
  const facts = drawFacts(context)
  return {
    ...base,
    input: passage(context, facts),
    answer: `${facts.name} is ${withArticle(facts.job)} from ${facts.city} with ${withArticle(facts.pet)}.`,
  }
}

const heads = ['Text', 'Keywords'] as const

/** Keywords of a text, or the name, job and city of a person where the request asks for them. */
export function keywordsTask(context: TaskContext): Task {
  if (isAuthored(context)) {
    const { text, keywords } = drawPassage(context)
    return {
      id: 'keywords',
      instruction: instruct(context, 'keywords'),
      input: text,
      answer: keywords,
      heads,
    }
  }
  const facts = drawFacts(context)
  const input = passage(context, facts)
  if (context.random.chance(0.5)) return factsTask(context, facts, input)
  const answer = [facts.name, facts.job, facts.city, facts.pet].join(', ')
  return { id: 'keywords', instruction: instruct(context, 'keywords'), input, answer, heads }
}

function factsTask(context: TaskContext, facts: Facts, input: string): Task {
  return {
    id: 'keywords',
    instruction: grammarInstruction(context, 'fields'),
    input,
    answer: `name: ${facts.name}\njob: ${facts.job}\ncity: ${facts.city}`,
    heads: ['Text', 'Facts'],
  }
}

/** The people of a text in order of appearance. */
export function namesTask(context: TaskContext): Task {
  const [input, names] = isAuthored(context) ? passageWithNames(context) : personsWithNames(context)
  return {
    id: 'names',
    instruction: instruct(context, 'names'),
    input,
    answer: names.join(', '),
    heads: ['Text', 'Names'],
  }
}

function passageWithNames(context: TaskContext): readonly [string, readonly string[]] {
  for (;;) {
    const { text, names }: Passage = drawPassage(context)
    if (names !== undefined && names.length > 0) return [text, names]
  }
}

function personsWithNames(context: TaskContext): readonly [string, readonly string[]] {
  const facts = [drawFacts(context)]
  if (context.random.chance(0.5)) facts.push(drawFacts(context))
  return [facts.map((one) => passage(context, one)).join(' '), [...new Set(facts.map(({ name }) => name))]]
}
