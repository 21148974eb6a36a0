import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { scoreBest } from '../answers/best-alternative.ts'
import { levenshteinSimilarity } from '../similarity/levenshtein.ts'
import { defineScorer } from './define-scorer.ts'

/** How few characters must change to make the reference of the answer, 0–1. */
export const levenshtein = defineScorer({
  id: 'levenshtein',
  type: 'numeric',
  direction: 'higher',
  options: z.strictObject({ ignoreCase: z.boolean().default(false), separator: separatorSchema }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { ignoreCase, separator }) {
    const plain = (text: string) => (ignoreCase ? text.toLowerCase() : text).trim()
    const references = listAlternatives(reference ?? '', separator).map(plain)
    return scoreBest(plain(answer ?? ''), references, levenshteinSimilarity)
  },
})
