import { extractAnswer } from '@trialogue/prompt'
import { type Asking, type Completion, type Model, textBody } from './ask.ts'

export type Question = { readonly question: string; readonly answer: number }

const longestReasoning = 160
const longestAnswer = 24

export const isNumber = (answer: string | null, expected: number) =>
  answer !== null && Number(answer) === expected

/** A direct answer is read from the first line: a base model goes on. */
export function directAnswer(text: Completion['text']): string | null {
  return extractAnswer(text.trim().split('\n')[0] ?? '', 'number')
}

export async function answersDirectly(model: Model, { question, answer }: Question): Promise<boolean> {
  const { text } = await model.complete(textBody(question), { maxTokens: longestAnswer })
  return isNumber(directAnswer(text), answer)
}

/** The answer that "Let's think step by step." leads to. */
export async function reason(
  model: Model,
  question: string,
  sampling: Pick<Asking, 'temperature' | 'seed'> = {},
): Promise<string | null> {
  const asking: Asking = { strategy: 'zero-shot', maxTokens: longestReasoning, ...sampling }
  return (await model.complete(textBody(question), asking)).answer
}

export async function answersStepByStep(model: Model, { question, answer }: Question): Promise<boolean> {
  return isNumber(await reason(model, question), answer)
}
