import { z } from 'zod'
import { defineScorer, notScored, type ScoreInput, scored } from './define-scorer.ts'

const unitSchema = z.enum(['characters', 'words', 'lines', 'sentences', 'tokens'])
type LengthUnit = z.infer<typeof unitSchema>

/** How long the answer is. Tokens are all that the model wrote, its reasoning included. */
export const length = defineScorer({
  id: 'length',
  type: 'numeric',
  direction: null,
  options: z.strictObject({ unit: unitSchema.default('words') }),
  needs: () => ['answer'],
  score(input, { unit }) {
    const count = countLength(input, unit)
    return count === null
      ? notScored('error', 'need-missing', { need: unit })
      : scored(count, 'counted', { count, unit })
  },
})

function countLength({ answer, completionTokens }: ScoreInput, unit: LengthUnit): number | null {
  const text = answer ?? ''
  switch (unit) {
    case 'characters':
      return countSegments(text, 'grapheme')
    case 'words':
      return countSegments(text, 'word')
    case 'sentences':
      return countSegments(text, 'sentence')
    case 'lines':
      return text.split('\n').length
    case 'tokens':
      return completionTokens
    default:
      return unit satisfies never
  }
}

/** By Unicode's rules (UAX 29), which know languages without spaces as well. */
function countSegments(text: string, granularity: 'grapheme' | 'word' | 'sentence'): number {
  let count = 0
  for (const { segment, isWordLike } of new Intl.Segmenter('en', { granularity }).segment(text)) {
    if (granularity === 'word' ? isWordLike === true : granularity === 'grapheme' || segment.trim() !== '')
      count += 1
  }
  return count
}
