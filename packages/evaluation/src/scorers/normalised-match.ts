import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { normalisationSchema, normaliseText } from '../answers/normalise-text.ts'
import { defineScorer, scored } from './define-scorer.ts'

/** The same text but for case, punctuation, articles and spacing. */
export const normalisedMatch = defineScorer({
  id: 'normalised-match',
  type: 'boolean',
  direction: 'higher',
  options: normalisationSchema.extend({ separator: separatorSchema }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { separator, ...options }) {
    const read = normaliseText(answer ?? '', options)
    const isSame = listAlternatives(reference ?? '', separator).some(
      (one) => normaliseText(one, options) === read,
    )
    return scored(isSame, isSame ? 'same' : 'different', { answer: read, reference: reference ?? '' })
  },
})
