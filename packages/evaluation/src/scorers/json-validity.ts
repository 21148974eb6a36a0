import { z } from 'zod'
import { readJson } from '../answers/read-json.ts'
import { defineScorer, scored } from './define-scorer.ts'

/** Whether the answer is JSON, of the kind that is asked for. */
export const jsonValidity = defineScorer({
  id: 'json-validity',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    kind: z.enum(['any', 'object', 'array']).default('any'),
    allowFence: z.boolean().default(true),
  }),
  needs: () => ['answer'],
  score({ answer }, { kind, allowFence }) {
    const read = readJson(answer ?? '', allowFence)
    if (!read.isJson) return scored(false, 'json-invalid', { problem: read.problem })
    const found = kindOf(read.value)
    return scored(kind === 'any' || kind === found, 'json-valid', { found })
  },
})

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}
