import type { AnswerFormat, ReasoningPath } from '@trialogue/contract'
import type { ExtractedAnswer } from '../planning/generation-plan.ts'
import { isSameAnswer } from './same-answer.ts'

/** What speaks for one answer. */
export interface AnswerTally {
  /** As the first chain that came to it wrote it. */
  readonly answer: string
  /** The chains that came to it, in order. */
  readonly paths: readonly number[]
  /** What decides: how many chains they are, or the sum of their confidences where these are known. */
  readonly weight: number
  /** Of the weight of all chains, those without an answer included. */
  readonly share: number
}

/**
 * Counts the answers that several chains of thought came to, the strongest first; of two as strong, the one that comes
 * first by the number of its chain. Chains without an answer speak for none.
 */
export function tallyAnswers(paths: readonly ReasoningPath[], format: AnswerFormat): AnswerTally[] {
  const isWeighed = paths.some(({ confidence }) => confidence !== null)
  const weigh = ({ confidence }: ReasoningPath) => (isWeighed ? (confidence ?? 0) : 1)
  const total = paths.reduce((sum, path) => sum + weigh(path), 0)
  const groups: { answer: string; paths: number[]; weight: number }[] = []
  for (const path of paths) {
    const { answer } = path
    if (answer === null) continue
    const known = groups.find((group) => isSameAnswer(group.answer, answer, format))
    if (known === undefined) groups.push({ answer, paths: [path.path], weight: weigh(path) })
    else {
      known.paths.push(path.path)
      known.weight += weigh(path)
    }
  }
  return groups
    .toSorted((one, other) => other.weight - one.weight)
    .map((group) => ({ ...group, share: total === 0 ? 0 : group.weight / total }))
}

/** The answer with most weight, and the reasoning of the chain that speaks for it best. */
export function decideAnswer(paths: ReasoningPath[], format: AnswerFormat): ExtractedAnswer {
  const [winner] = tallyAnswers(paths, format)
  const chosen = paths
    .filter(({ path }) => winner?.paths.includes(path))
    // Sorting is stable: where nothing tells them apart, it is the first.
    .toSorted((one, other) => (other.confidence ?? 0) - (one.confidence ?? 0))
    .at(0)
  return { reasoningText: chosen?.reasoningText ?? null, answer: winner?.answer ?? null, paths }
}
