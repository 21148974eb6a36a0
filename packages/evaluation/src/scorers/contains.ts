import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { defineScorer, scored } from './define-scorer.ts'

/** Whether texts occur in the answer: those of the options, or else the reference of the case. */
export const contains = defineScorer({
  id: 'contains',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    /** Empty: the reference, taken apart at the separator. */
    texts: z.array(z.string().min(1).max(1_000)).max(100).default([]),
    which: z.enum(['any', 'all']).default('all'),
    ignoreCase: z.boolean().default(false),
    separator: separatorSchema,
  }),
  needs: ({ texts }) => (texts.length === 0 ? ['answer', 'reference'] : ['answer']),
  score({ answer, reference }, { texts, which, ignoreCase, separator }) {
    const plain = (text: string) => (ignoreCase ? text.toLowerCase() : text)
    const sought = texts.length === 0 ? listAlternatives(reference ?? '', separator) : texts
    const read = plain(answer ?? '')
    const missing = sought.filter((text) => !read.includes(plain(text)))
    const found = sought.length - missing.length
    const isFound = which === 'any' ? found > 0 : missing.length === 0
    return scored(isFound, isFound ? 'found' : 'not-found', {
      found,
      sought: sought.length,
      missing: missing.join(' · '),
    })
  },
})
