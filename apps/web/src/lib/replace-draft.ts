import type { PromptContent } from '@trialogue/contract'
import { client } from './client.ts'
import { forgetKeptDraft } from './kept-drafts.ts'
import { openPrompt, readBase } from './open-prompt.ts'
import { noteOwnWrite } from './own-writes.ts'
import { isEdited, isSameContent, isUnsent, type OpenPrompt, useWorkspace } from './workspace.ts'

/** What is in the place of a draft that is to be replaced: the same, what a version holds, or work that none does. */
export type WorkInDraft = 'same' | 'saved' | 'unsaved'

/** What a prompt's draft holds, for whoever wants `content` in its place. Throws NOT_FOUND. */
export async function readWorkInDraft(
  promptId: string,
  content: PromptContent,
  keptMessage: string,
): Promise<WorkInDraft> {
  const open = await openNow(promptId, keptMessage)
  if (isSameContent(open.content, content)) return 'same'
  return isEdited(open) ? 'unsaved' : 'saved'
}

/**
 * Puts `content` in the place of a prompt's draft and opens it. What was there and is in no version is saved as one
 * first, under `message`. `baseVersion` is the version that `content` comes from; null goes on from the draft's. Throws
 * NOT_FOUND, and CONFLICT when somebody writes meanwhile; nothing is lost then.
 */
export async function replaceDraft(
  promptId: string,
  content: PromptContent,
  { baseVersion, message }: { readonly baseVersion: number | null; readonly message: string },
): Promise<void> {
  const open = await openNow(promptId, message)
  const params = { promptId }
  let before: Pick<OpenPrompt, 'revision' | 'baseVersion'> = open
  if (isEdited(open) && !isSameContent(open.content, content)) {
    const body = { message, parentNumber: open.baseVersion, content: open.content }
    before = (await client.saveVersion({ params, body })).draft
  }
  noteOwnWrite(promptId, content)
  const body = { revision: before.revision, baseVersion: baseVersion ?? before.baseVersion, content }
  const draft = await client.saveDraft({ params, body })
  useWorkspace.getState().openDraft(draft, await readBase(draft, {}))
  await forgetKeptDraft(promptId)
}

/** The prompt as whoever edits it has it: with what this browser has not sent yet. */
async function openNow(promptId: string, keptMessage: string): Promise<OpenPrompt> {
  const { open } = useWorkspace.getState()
  if (open?.promptId === promptId && isUnsent(open)) return open
  await openPrompt(promptId, { keptMessage })
  const opened = useWorkspace.getState().open
  return opened?.promptId === promptId ? opened : openNow(promptId, keptMessage)
}
