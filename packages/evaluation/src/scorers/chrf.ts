import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { scoreBest } from '../answers/best-alternative.ts'
import { chrf } from '../similarity/chrf.ts'
import { defineScorer } from './define-scorer.ts'

/** How many runs of up to six characters the answer shares with the reference, 0–100. Kind to languages without spaces. */
export const chrfOverlap = defineScorer({
  id: 'chrf',
  type: 'numeric',
  direction: 'higher',
  options: z.strictObject({ separator: separatorSchema }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { separator }) {
    return scoreBest(answer ?? '', listAlternatives(reference ?? '', separator), chrf)
  },
})
