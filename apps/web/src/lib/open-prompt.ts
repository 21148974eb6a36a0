import type { Draft, PromptContent } from '@trialogue/contract'
import { client } from './client.ts'
import { forgetKeptDraft, type KeptDraft, keepDraft, readKeptDrafts } from './kept-drafts.ts'
import { isOwnWrite, noteOwnWrite } from './own-writes.ts'
import { isSameContent, replaceContent, useWorkspace } from './workspace.ts'

type OpenOptions = {
  readonly signal?: AbortSignal
  /** The message of a version that is made of unsent work beside which there is newer unsent work. */
  readonly keptMessage: string
}

type Sending = { readonly signal?: AbortSignal }

/** Reads a prompt's draft and opens it, with the unsent work that this browser still has. */
export async function openPrompt(promptId: string, options: OpenOptions): Promise<void> {
  const sending: Sending = options.signal === undefined ? {} : { signal: options.signal }
  const draft = await client.getDraft({ params: { promptId }, ...sending })
  const unsent: KeptDraft[] = []
  for (const kept of await readKeptDrafts(promptId)) {
    if (isSameContent(kept.content, draft.content)) await forgetKeptDraft(promptId, kept.pageId)
    else unsent.push(kept)
  }
  const [newest, ...others] = unsent
  if (newest === undefined) {
    useWorkspace.getState().openDraft(draft, await readBase(draft, sending))
    return
  }
  const current = await saveAsVersions(draft, others, options.keptMessage)
  await openUnsent(current, newest, draft, sending)
}

/** Windows that were killed together may each have unsent work: the newest goes on, the others become versions. */
async function saveAsVersions(
  draft: Draft,
  others: readonly KeptDraft[],
  message: string,
): Promise<Pick<Draft, 'revision' | 'content'>> {
  let current: Pick<Draft, 'revision' | 'content'> = draft
  for (const { promptId, pageId, baseVersion, content } of others) {
    const saved = await client.saveVersion({
      params: { promptId },
      body: { message, parentNumber: baseVersion, content },
    })
    current = saved.draft
    await forgetKeptDraft(promptId, pageId)
  }
  return current
}

/**
 * Opens unsent work as an edit of the server's draft. On the revision that it was edited from, where somebody else wrote
 * since: sending it then finds that out. What this page itself had sent before it ended is no such write.
 */
async function openUnsent(
  current: Pick<Draft, 'revision' | 'content'>,
  kept: KeptDraft,
  draft: Draft,
  sending: Sending,
): Promise<void> {
  noteOwnWrite(kept.promptId, kept.content)
  if (kept.lastSent !== null) noteOwnWrite(kept.promptId, kept.lastSent)
  const isUpToDate = kept.revision === draft.revision || isOwnWrite(kept.promptId, draft.content)
  const base = await readBase(kept, sending)
  const revision = isUpToDate ? current.revision : kept.revision
  useWorkspace
    .getState()
    .openDraft({ ...draft, content: current.content, revision, baseVersion: kept.baseVersion }, base)
  if (!kept.isLeaving) {
    const before = { content: draft.content, baseVersion: draft.baseVersion }
    const baseContent = draft.baseVersion === kept.baseVersion ? base : await readBase(draft, sending)
    useWorkspace.setState({ restored: { keptAt: kept.keptAt, ...before, baseContent } })
  }
  replaceContent(kept.content)
  // From here on it is this page's to keep: never is there a moment without a copy.
  await keepDraft({ ...kept, revision })
  await forgetKeptDraft(kept.promptId, kept.pageId)
}

/** Takes back what was restored after a crash: the draft as the server had it. */
export function discardRestored(): void {
  useWorkspace.setState(({ open, restored }) => {
    if (open === null || restored === null) return { restored: null }
    const { content, baseVersion, baseContent } = restored
    return { open: { ...open, content, baseVersion, baseContent }, restored: null }
  })
}

/** What the version that a draft was edited from holds; null where there is none. */
export async function readBase(
  { promptId, baseVersion }: Pick<Draft, 'promptId' | 'baseVersion'>,
  sending: Sending,
): Promise<PromptContent | null> {
  if (baseVersion === null) return null
  const version = await client.getVersion({ params: { promptId, number: baseVersion }, ...sending })
  return version.content
}
