import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { scoreBest } from '../answers/best-alternative.ts'
import { rougeL } from '../similarity/rouge-l.ts'
import { defineScorer } from './define-scorer.ts'

/** How many words answer and reference have in common, in the same order, 0–1. */
export const rougeLOverlap = defineScorer({
  id: 'rouge-l',
  type: 'numeric',
  direction: 'higher',
  options: z.strictObject({
    figure: z.enum(['f1', 'precision', 'recall']).default('f1'),
    separator: separatorSchema,
  }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { figure, separator }) {
    const references = listAlternatives(reference ?? '', separator)
    return scoreBest(answer ?? '', references, (text, expected) => rougeL(text, expected)[figure])
  },
})
