import { notScored, scored } from '../scorers/define-scorer.ts'

/** In characters: comparing every character with every other one takes a second and more beyond it. */
const LONGEST_COMPARED = 20_000

/** The best value against any of the expected answers; a finding of its own where the texts are too long for that. */
export function scoreBest(
  answer: string,
  references: readonly string[],
  similarity: (text: string, reference: string) => number,
) {
  const longest = Math.max(answer.length, ...references.map(({ length }) => length))
  if (longest > LONGEST_COMPARED)
    return notScored('error', 'too-long', { characters: longest, limit: LONGEST_COMPARED })
  const value = Math.max(...references.map((reference) => similarity(answer, reference)))
  return scored(value, 'overlap', { value })
}
