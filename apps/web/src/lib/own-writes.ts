import type { PromptContent } from '@trialogue/contract'
import { isSameContent } from './workspace.ts'

const remembered = 4
const writes = new Map<string, readonly PromptContent[]>()

/** Notes a draft that this page sends, or that the page before it in this browser may have sent before it ended. */
export function noteOwnWrite(promptId: string, content: PromptContent): void {
  writes.set(promptId, [content, ...(writes.get(promptId) ?? [])].slice(0, remembered))
}

/** Whether a draft on the server comes from here: then writing over it is no conflict, though no answer ever came. */
export function isOwnWrite(promptId: string, content: PromptContent): boolean {
  return (writes.get(promptId) ?? []).some((own) => isSameContent(own, content))
}

/** What was sent last. */
export function lastOwnWrite(promptId: string): PromptContent | null {
  return writes.get(promptId)?.[0] ?? null
}
