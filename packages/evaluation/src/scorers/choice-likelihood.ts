import type { TokenLogprob } from '@trialogue/contract'
import { z } from 'zod'
import { choiceCountSchema, choiceLetters, readChoice } from '../answers/choices.ts'
import { defineScorer, notScored, type ScoreHelpers, type ScoreInput, scored } from './define-scorer.ts'

/**
 * Whether the model finds the right choice the likeliest, without parsing what it wrote. `measured` asks how likely each
 * choice is behind the prompt, as text or per token (`acc` and `acc_norm` of lm-evaluation-harness); `recorded` looks at
 * the first token that was written and the likeliest others there.
 */
export const choiceLikelihood = defineScorer({
  id: 'choice-likelihood',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    source: z.enum(['measured', 'recorded']).default('measured'),
    /** What is measured; empty: the letters. The reference is then the letter or the whole text of one of them. */
    choices: z.array(z.string().min(1).max(2_000)).max(26).default([]),
    choiceCount: choiceCountSchema,
    /** For choices of different lengths: by the mean over their tokens. */
    isPerToken: z.boolean().default(false),
  }),
  needs: ({ source }) => (source === 'measured' ? ['reference', 'model-loss'] : ['reference', 'logprobs']),
  async score(input, { source, choices, choiceCount, isPerToken }, helpers) {
    const letters = choiceLetters(choices.length === 0 ? choiceCount : choices.length)
    const expected = findExpected(input.reference ?? '', choices, letters)
    if (expected === null) return notScored('error', 'no-choice', { reference: input.reference ?? '' })
    const likelihoods =
      source === 'measured'
        ? await measure(choices.length === 0 ? letters : choices, isPerToken, helpers)
        : readRecorded(input, letters)
    const best = likelihoods.indexOf(Math.max(...likelihoods))
    const read = letters[best]
    if (read === undefined || likelihoods[best] === Number.NEGATIVE_INFINITY)
      return notScored('no-answer', 'no-choice')
    return scored(read === expected, 'likeliest-choice', {
      read,
      expected,
      probability: shareOf(likelihoods, best),
      expectedProbability: shareOf(likelihoods, letters.indexOf(expected)),
    })
  },
})

function findExpected(reference: string, choices: readonly string[], letters: readonly string[]) {
  const place = choices.findIndex((choice) => choice.trim() === reference.trim())
  return letters[place] ?? readChoice(reference, letters.length)
}

async function measure(texts: readonly string[], isPerToken: boolean, { lossOf }: ScoreHelpers) {
  const likelihoods: number[] = []
  for (const text of texts) {
    const loss = await lossOf?.(text)
    const tokens = isPerToken ? Math.max(1, loss?.tokenCount ?? 1) : 1
    likelihoods.push((loss?.logprob ?? Number.NEGATIVE_INFINITY) / tokens)
  }
  return likelihoods
}

/** Of the first token that says anything. */
function readRecorded({ tokens }: ScoreInput, letters: readonly string[]): number[] {
  const first = tokens.find(({ text }) => text.trim() !== '')
  return letters.map((letter) => (first === undefined ? Number.NEGATIVE_INFINITY : logprobOf(first, letter)))
}

function logprobOf(token: TokenLogprob, letter: string): number {
  const candidates = [token, ...token.alternatives]
  // The token that was written stands among the likeliest as well.
  const known = new Set<number | string>()
  let sum = 0
  for (const { id, text, logprob } of candidates) {
    if (known.has(id ?? text) || text.replaceAll(/[\s(]/g, '') !== letter) continue
    known.add(id ?? text)
    sum += Math.exp(logprob)
  }
  return Math.log(sum)
}

/** Among the choices. */
function shareOf(likelihoods: readonly number[], place: number): number {
  const largest = Math.max(...likelihoods)
  const weights = likelihoods.map((value) => Math.exp(value - largest))
  return (weights[place] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0)
}
