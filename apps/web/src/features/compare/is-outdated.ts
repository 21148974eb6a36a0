import type { PromptContent, RunRequest } from '@trialogue/contract'
import { buildPreviewRequest } from './build-run-request.ts'

/** Whether a column would ask something else now than it asked in a run. The number of samples is no difference. */
export function isOutdated(content: PromptContent, columnId: string, request: RunRequest): boolean {
  const now = buildPreviewRequest(content)
  const { body, variants, items } = request
  const isColumn = ({ id }: { id: string }) => id === columnId
  const asked = { body, variant: variants.find(isColumn), item: items[0] }
  const wouldAsk = { body: now.body, variant: now.variants.find(isColumn), item: now.item }
  return canonical(asked) !== canonical(wouldAsk)
}

/** JSON with sorted keys: the server may answer in another order than the page asked. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
