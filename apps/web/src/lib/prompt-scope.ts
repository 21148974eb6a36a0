import type { PromptBody, PromptContent } from '@trialogue/contract'
import { isSame } from './is-same.ts'

type Change = (content: PromptContent) => PromptContent

/** The same object for the same content and column: what is selected from it stays the same, too. */
const scopedContents = new WeakMap<PromptContent, Map<string, PromptContent>>()

/** The content as it is for a column with a prompt of its own: that prompt is its body. The content itself for null. */
export function scopeContent(content: PromptContent, columnId: string | null): PromptContent {
  const body = columnId === null ? null : ownBody(content, columnId)
  if (columnId === null || body === null) return content
  const known = scopedContents.get(content) ?? new Map<string, PromptContent>()
  const scoped = known.get(columnId) ?? { ...content, body }
  scopedContents.set(content, known.set(columnId, scoped))
  return scoped
}

/**
 * Changes the content as seen by a column: what becomes of its body becomes the column's own prompt, and nobody else's.
 * A prompt that says what the shared one says is not kept apart.
 */
export function writeScoped(content: PromptContent, columnId: string | null, change: Change): PromptContent {
  if (!content.columns.some(({ id }) => id === columnId)) return change(content)
  const scoped = scopeContent(content, columnId)
  const changed = change(scoped)
  if (changed === scoped) return content
  if (changed.body === scoped.body) return { ...changed, body: content.body }
  const body = isSame(changed.body, content.body) ? null : changed.body
  return {
    ...changed,
    body: content.body,
    columns: changed.columns.map((column) => (column.id === columnId ? { ...column, body } : column)),
  }
}

function ownBody({ columns }: PromptContent, columnId: string): PromptBody | null {
  return columns.find(({ id }) => id === columnId)?.body ?? null
}
