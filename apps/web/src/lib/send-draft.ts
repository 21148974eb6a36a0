import { toErrorRecord } from '@trialogue/contract'
import { client } from './client.ts'
import { forgetKeptDraft, keepDraft } from './kept-drafts.ts'
import { isOwnWrite, noteOwnWrite } from './own-writes.ts'
import { isSameContent, isUnsent, type OpenPrompt, useWorkspace } from './workspace.ts'

type Outcome = 'sent' | 'kept-here' | 'conflict'

/** Browsers send at most 64 kB after a page is gone. */
const keepaliveLimit = 60_000

/** Sends a draft to the server; where that fails the browser keeps it. */
export async function sendDraft(open: OpenPrompt, isLeaving: boolean): Promise<Outcome> {
  const { promptId, revision, baseVersion, content } = open
  const isSmall = isLeaving && JSON.stringify(content).length * 3 < keepaliveLimit
  noteOwnWrite(promptId, content)
  try {
    const draft = await client.saveDraft({
      params: { promptId },
      body: { revision, baseVersion, content },
      keepalive: isSmall,
    })
    await markSent(open, draft.revision)
    return 'sent'
  } catch (thrown) {
    const error = toErrorRecord(thrown)
    await keepDraft(open)
    if (error.code === 'CONFLICT') return settleConflict(open, isLeaving)
    if (isShown(open)) useWorkspace.setState({ saveState: 'kept-here', saveError: error })
    return 'kept-here'
  }
}

/** A refused write is no conflict when what the server has comes from here as well, or is the same. */
async function settleConflict(sent: OpenPrompt, isLeaving: boolean): Promise<Outcome> {
  const { promptId } = sent
  const now = useWorkspace.getState().open
  // A version was saved meanwhile: the draft goes on from there.
  if (now?.promptId === promptId && now.revision !== sent.revision) return 'sent'
  const theirs = await client.getDraft({ params: { promptId } }).catch(() => null)
  if (theirs === null) {
    if (isShown(sent)) useWorkspace.setState({ saveState: 'kept-here' })
    return 'kept-here'
  }
  if (isSameContent(theirs.content, sent.content)) {
    await markSent(sent, theirs.revision)
    return 'sent'
  }
  if (theirs.revision > sent.revision && isOwnWrite(promptId, theirs.content)) {
    const rebased = { revision: theirs.revision, sentContent: theirs.content }
    useWorkspace.setState(({ open }) =>
      open?.promptId === promptId && open.revision === sent.revision ? { open: { ...open, ...rebased } } : {},
    )
    return sendDraft({ ...sent, ...rebased }, isLeaving)
  }
  if (isShown(sent)) useWorkspace.setState({ saveState: 'conflict' })
  return 'conflict'
}

async function markSent(sent: OpenPrompt, revision: number): Promise<void> {
  useWorkspace.setState(({ open, saveState }) => {
    if (open?.promptId !== sent.promptId || open.revision !== sent.revision) return { saveState }
    const isAll = open.content === sent.content
    return {
      open: { ...open, sentContent: sent.content, revision },
      saveState: isAll ? 'saved' : 'saving',
      saveError: null,
    }
  })
  const { open } = useWorkspace.getState()
  // What was typed meanwhile must not be without a copy, not even until the next one is due.
  if (isUnsent(open) && isShown(sent)) await keepDraft(open)
  else await forgetKeptDraft(sent.promptId)
}

function isShown({ promptId }: OpenPrompt): boolean {
  return useWorkspace.getState().open?.promptId === promptId
}
