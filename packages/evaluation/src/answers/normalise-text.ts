import { z } from 'zod'

export const normalisationSchema = z.strictObject({
  ignoreCase: z.boolean().default(true),
  /** Everything that is neither letter, digit, mark nor white space. */
  ignorePunctuation: z.boolean().default(true),
  /** English a, an and the, as in SQuAD. */
  ignoreArticles: z.boolean().default(true),
})
export type Normalisation = z.infer<typeof normalisationSchema>

/**
 * A text without what rarely matters. By default as the evaluation of SQuAD does it (Rajpurkar et al. 2016): lower case,
 * no punctuation, no articles, single spaces; and composed as Unicode's NFKC says, so that full width is no difference.
 */
export function normaliseText(text: string, options: Normalisation): string {
  let result = text.normalize('NFKC')
  if (options.ignoreCase) result = result.toLowerCase()
  if (options.ignorePunctuation) result = result.replaceAll(/[^\p{L}\p{N}\p{M}\s]/gu, '')
  if (options.ignoreArticles) result = result.replaceAll(/\b(?:a|an|the)\b/gi, ' ')
  return result.split(/\s+/).join(' ').trim()
}
