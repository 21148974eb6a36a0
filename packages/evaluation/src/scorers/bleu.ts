import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { scoreBest } from '../answers/best-alternative.ts'
import { sentenceBleu } from '../similarity/bleu.ts'
import { defineScorer } from './define-scorer.ts'

/** How many runs of up to four words the answer shares with the reference, 0–100, as sacreBLEU counts them. */
export const bleu = defineScorer({
  id: 'bleu',
  type: 'numeric',
  direction: 'higher',
  options: z.strictObject({
    tokenizer: z.enum(['13a', 'zh']).default('13a'),
    ignoreCase: z.boolean().default(false),
    separator: separatorSchema,
  }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { separator, ...options }) {
    const references = listAlternatives(reference ?? '', separator)
    return scoreBest(answer ?? '', references, (text, expected) => sentenceBleu(text, expected, options))
  },
})
