import { idSchema, promptContentSchema } from '@trialogue/contract'
import { z } from 'zod'
import type { OpenPrompt } from './workspace.ts'

const keptDraftSchema = z.object({
  promptId: idSchema,
  revision: z.int().positive(),
  baseVersion: z.int().positive().nullable(),
  content: promptContentSchema,
})
/** Unsent work on a prompt, with the revision it was edited from. */
export type KeptDraft = z.infer<typeof keptDraftSchema>

const keyOf = (promptId: string) => `trialogue.draft.${promptId}`

/**
 * Keeps unsent work in the browser. localStorage rather than IndexedDB: it is written before the page is gone.
 * Returns false where the browser has no room for it.
 */
export function keepDraft({ promptId, revision, baseVersion, content }: OpenPrompt): boolean {
  try {
    localStorage.setItem(keyOf(promptId), JSON.stringify({ promptId, revision, baseVersion, content }))
    return true
  } catch {
    return false
  }
}

/** The unsent work on a prompt, null when there is none or it cannot be read any more. */
export function readKeptDraft(promptId: string): KeptDraft | null {
  const stored = localStorage.getItem(keyOf(promptId))
  if (stored === null) return null
  try {
    return keptDraftSchema.parse(JSON.parse(stored))
  } catch {
    return null
  }
}

export function forgetKeptDraft(promptId: string): void {
  localStorage.removeItem(keyOf(promptId))
}
