import { client } from './client.ts'
import { forgetKeptDraft } from './kept-drafts.ts'
import { readBase } from './open-prompt.ts'
import { useWorkspace } from './workspace.ts'

/**
 * Ends a conflict without losing either text: the one not taken is saved as a version first, the other becomes the draft.
 * `message` is that version's message.
 */
export async function resolveConflict(take: 'mine' | 'theirs', message: string): Promise<void> {
  const { open } = useWorkspace.getState()
  if (open === null) return
  const { promptId } = open
  const theirs = await client.getDraft({ params: { promptId } })
  const [taken, left] = take === 'mine' ? [open, theirs] : [theirs, open]
  const saved = await client.saveVersion({
    params: { promptId },
    body: { message, parentNumber: left.baseVersion, content: left.content },
  })
  const { baseVersion, content } = taken
  const body = { revision: saved.draft.revision, baseVersion, content }
  const draft = await client.saveDraft({ params: { promptId }, body })
  const baseContent = await readBase(draft, {})
  if (take === 'mine') useWorkspace.getState().continueFrom(draft, baseContent)
  else useWorkspace.getState().openDraft(draft, baseContent)
  await forgetKeptDraft(promptId)
}
