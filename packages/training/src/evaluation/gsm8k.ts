import { readFileSync } from 'node:fs'
import type { Model } from './ask.ts'
import type { Measurement } from './measurement.ts'
import { named, type Probe } from './probe.ts'
import { answersDirectly, answersStepByStep, type Question } from './problem-answers.ts'

const codeOf = (thrown: unknown) =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined

/**
 * Reads GSM8K's lines, {"question", "answer"} with the number after "####" (Cobbe et al. 2021, 2110.14168).
 * Throws an Error that names the line where one is not of that form.
 */
export function readGsm8k(path: string): Question[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line, at) => {
    const { question, answer }: { question?: unknown; answer?: unknown } = JSON.parse(line)
    const number = /####\s*(-?[\d,.]+)\s*$/.exec(String(answer))?.[1]?.replaceAll(',', '')
    if (typeof question !== 'string' || number === undefined)
      throw new Error(`Line ${at + 1} is no GSM8K problem: "question" and "answer" with "#### number".`)
    return { question, answer: Number(number) }
  })
}

async function measure(
  id: string,
  questions: readonly Question[],
  isRight: (question: Question) => Promise<boolean>,
): Promise<Measurement> {
  let correct = 0
  let tooLong = 0
  for (const question of questions) {
    try {
      if (await isRight(question)) correct += 1
    } catch (thrown) {
      if (codeOf(thrown) !== 'CONTEXT_LENGTH_EXCEEDED') throw thrown
      tooLong += 1
    }
  }
  return named(id, { correct, count: questions.length, tooLong })
}

/** Problems from outside the small world, asked directly and step by step. A prompt that does not fit counts as wrong. */
export function gsm8kProbes(questions: readonly Question[]): Probe[] {
  const asked = { 'gsm8k-direct': answersDirectly, 'gsm8k-zero-shot': answersStepByStep }
  return Object.entries(asked).map(([id, isRight]) => ({
    id,
    measure: async (model: Model) => [await measure(id, questions, (question) => isRight(model, question))],
  }))
}
