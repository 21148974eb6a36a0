import type { PromptContent, RunRequest } from '@trialogue/contract'
import { whatColumnReads } from './build-run-request.ts'

/** Whether a column would ask something else now than it asked in a run. Samples and seed are no difference. */
export function isOutdated(content: PromptContent, columnId: string, request: RunRequest): boolean {
  const now = whatColumnReads(content, columnId)
  if (now === null) return false
  const { body, variants, items } = request
  const asked = { body, variants: variants.filter(({ id }) => id === columnId), item: items[0] }
  return canonical(asked) !== canonical(now)
}

/** JSON with sorted keys, as the server may answer in another order than the page asked, and without the seed. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'seed') return undefined
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part
  })
}
