import { z } from 'zod'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/** How long the model took, in milliseconds, without waiting in the queue. Also where it came to no answer. */
export const latency = defineScorer({
  id: 'latency',
  type: 'numeric',
  direction: 'lower',
  options: z.strictObject({ per: z.enum(['generation', 'token']).default('generation') }),
  needs: () => [],
  score({ latencyMs, completionTokens }, { per }) {
    if (latencyMs === null) return notScored('error', 'need-missing', { need: 'latency' })
    if (per === 'generation') return scored(latencyMs, 'measured', { latencyMs })
    if (completionTokens === null || completionTokens === 0)
      return notScored('error', 'need-missing', { need: 'tokens' })
    return scored(latencyMs / completionTokens, 'measured', { latencyMs, tokens: completionTokens })
  },
})
