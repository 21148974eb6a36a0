import { extractAnswer } from '@trialogue/prompt'
import { favourites, say } from '../corpus/conversations/topics.ts'
import { femaleNames, maleNames } from '../corpus/phrasing/nouns.ts'
import type { TaskContext } from '../corpus/tasks/task.ts'
import { chatBody, type Model } from './ask.ts'
import { defineProbe, drawMany, named, type Probe } from './probe.ts'
import { directAnswer, isNumber } from './problem-answers.ts'
import { heldOutProblems } from './problem-probes.ts'
import { heldOutContext } from './task-probes.ts'

type Spoken = { readonly role: 'user' | 'assistant'; readonly text: string }

/** The model's answer to the last turn; a base model that writes the user's next line is cut off before it. */
async function answerTo(model: Model, turns: readonly Spoken[], maxTokens = 80): Promise<string> {
  const { text } = await model.complete(chatBody(turns), { maxTokens })
  return text.trim().split('\nUser:')[0] ?? ''
}

/** Says the user's lines one after the other and lets the model answer each; returns its last answer. */
async function converse(model: Model, lines: readonly string[]): Promise<string> {
  const turns: Spoken[] = []
  for (const text of lines) {
    turns.push({ role: 'user', text })
    turns.push({ role: 'assistant', text: await answerTo(model, turns) })
  }
  return turns.at(-1)?.text ?? ''
}

/** A talk of six user turns; the last one asks for what the first one told. */
type Talk = { readonly lines: readonly string[]; readonly expected: string }

const shortTalk = (context: TaskContext): string[] => {
  const { random } = context
  const isGood = random.chance(0.5)
  const day = isGood
    ? [say(context, 'goodDay'), say(context, 'explainGood')]
    : [say(context, 'badDay'), say(context, 'explainBad')]
  const small = [say(context, 'howAreYou'), say(context, 'whoAreYou')]
  return random.chance(0.5) ? [...small, ...day] : [...day, ...small]
}

const talkOf = (context: TaskContext, told: string, asked: string, expected: string): Talk => ({
  lines: [told, ...shortTalk(context), asked],
  expected,
})

const seenNames = new Set([...maleNames, ...femaleNames])

function unseenName({ cast }: TaskContext): string {
  for (;;) {
    const { first } = cast.name()
    if (!seenNames.has(first)) return first
  }
}

function nameTalk(context: TaskContext): Talk {
  const name = unseenName(context)
  return talkOf(context, say(context, 'introduce', { name }), say(context, 'askName'), name)
}

function favouriteTalk(context: TaskContext): Talk {
  for (;;) {
    const [fact] = favourites(context)
    const [question, answer] = fact?.recall() ?? []
    // Numbers are measured apart.
    if (!fact || !question || !answer || /\d/.test(answer.text)) continue
    return talkOf(context, fact.tell[0]?.text ?? '', question.text, answer.text)
  }
}

function numberTalk(context: TaskContext): Talk {
  const n = context.random.int(2, 199)
  return talkOf(context, say(context, 'tellNumber', { n }), say(context, 'askNumber'), String(n))
}

const mentions = (text: string, expected: string) =>
  text.split(/[^\p{L}\p{N}]+/u).includes(expected) || (expected.includes(' ') && text.includes(expected))

function recallProbe(id: string, seed: number, draw: (context: TaskContext) => Talk): Probe {
  return defineProbe<Talk>({
    id,
    draw: (count) => {
      const context = heldOutContext(seed)
      return drawMany(count, () => draw(context))
    },
    isRight: async (model, { lines, expected }) => mentions(await converse(model, lines), expected),
  })
}

const doubt = 'Are you sure? Think step by step.'

/** Only where the first answer was wrong is there anything to correct: up to three problems are drawn for each case. */
const selfCorrection: Probe = {
  id: 'self-correction',
  async measure(model, count) {
    const source = heldOutProblems(9100)
    let wrong = 0
    let corrected = 0
    for (let drawn = 0; drawn < 3 * count && wrong < count; drawn += 1) {
      const { question, answer } = source.word(2)
      const turns: Spoken[] = [{ role: 'user', text: question }]
      const first = await answerTo(model, turns)
      if (isNumber(directAnswer(first), answer)) continue
      wrong += 1
      turns.push({ role: 'assistant', text: first }, { role: 'user', text: doubt })
      const second = await answerTo(model, turns, 160)
      corrected += Number(isNumber(extractAnswer(second, 'number'), answer))
    }
    return [named('self-correction', { correct: corrected, count: wrong })]
  },
}

/** Conversations: is what was told remembered at the sixth turn, is a wrong answer put right when it is doubted? */
export const dialogProbes: readonly Probe[] = [
  recallProbe('recall-name', 9000, nameTalk),
  recallProbe('recall-favourite', 9010, favouriteTalk),
  recallProbe('recall-number', 9020, numberTalk),
  selfCorrection,
]
