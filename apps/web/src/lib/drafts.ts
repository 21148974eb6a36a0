import { type Draft, type PromptContent, toErrorRecord } from '@trialogue/contract'
import { client } from './client.ts'
import { forgetKeptDraft, keepDraft, readKeptDraft } from './kept-drafts.ts'
import { isSameContent, type OpenPrompt, useWorkspace } from './workspace.ts'

const quietMs = 1_000
const firstRetryMs = 2_000
const lastRetryMs = 30_000
/** Browsers send at most 64 kB after a page is gone. */
const keepaliveLimit = 60_000

const isUnsent = (open: OpenPrompt | null): open is OpenPrompt =>
  open !== null && open.content !== open.sentContent

/**
 * Sends the open prompt's draft to the server: 1 s after the last keystroke, on blur and when the page is hidden.
 * What cannot be sent is kept in the browser and tried again. Returns the function that stops it.
 */
export function startDraftSaving(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryMs = firstRetryMs
  let isSending = false

  function schedule(delayMs: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), delayMs)
  }

  async function flush(isLeaving = false) {
    clearTimeout(timer)
    const { open, saveState } = useWorkspace.getState()
    if (!isUnsent(open)) return
    if (isLeaving) keepDraft(open)
    if (isSending || saveState === 'conflict') return
    isSending = true
    const outcome = await sendDraft(open, isLeaving)
    isSending = false
    if (outcome === 'kept-here') {
      schedule(retryMs)
      retryMs = Math.min(retryMs * 2, lastRetryMs)
      return
    }
    retryMs = firstRetryMs
    if (outcome !== 'conflict' && isUnsent(useWorkspace.getState().open)) schedule(quietMs)
  }

  const unsubscribe = useWorkspace.subscribe(({ open, saveState }, previous) => {
    if (open === previous.open) return
    const isOther = open?.promptId !== previous.open?.promptId
    if (isOther && isUnsent(previous.open)) void sendDraft(previous.open, false)
    if (!isUnsent(open)) return
    if (saveState === 'conflict' || saveState === 'kept-here') {
      keepDraft(open)
      return
    }
    if (saveState === 'saved') useWorkspace.setState({ saveState: 'saving' })
    schedule(quietMs)
  })

  const flushNow = () => void flush()
  const flushWhenHidden = () => document.visibilityState === 'hidden' && void flush(true)
  window.addEventListener('blur', flushNow)
  window.addEventListener('online', flushNow)
  document.addEventListener('visibilitychange', flushWhenHidden)
  return () => {
    clearTimeout(timer)
    unsubscribe()
    window.removeEventListener('blur', flushNow)
    window.removeEventListener('online', flushNow)
    document.removeEventListener('visibilitychange', flushWhenHidden)
  }
}

/** Reads a prompt's draft and opens it, with the unsent work that this browser still has. */
export async function openPrompt(promptId: string, signal?: AbortSignal): Promise<void> {
  const sending = signal === undefined ? {} : { signal }
  const draft = await client.getDraft({ params: { promptId }, ...sending })
  const kept = readKeptDraft(promptId)
  if (kept === null || isSameContent(kept.content, draft.content)) {
    forgetKeptDraft(promptId)
    useWorkspace.getState().openDraft(draft, await readBase(draft, sending))
    return
  }
  // Opened as it was edited, on the revision it was edited from: sending it finds out whether anyone wrote since.
  const base = await readBase(kept, sending)
  useWorkspace
    .getState()
    .openDraft({ ...draft, revision: kept.revision, baseVersion: kept.baseVersion }, base)
  useWorkspace.getState().update(() => kept.content)
}

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
  forgetKeptDraft(promptId)
  useWorkspace.getState().openDraft(draft, await readBase(draft, {}))
}

async function readBase(
  { promptId, baseVersion }: Pick<Draft, 'promptId' | 'baseVersion'>,
  sending: { signal?: AbortSignal },
): Promise<PromptContent | null> {
  if (baseVersion === null) return null
  const version = await client.getVersion({ params: { promptId, number: baseVersion }, ...sending })
  return version.content
}

async function sendDraft(open: OpenPrompt, isLeaving: boolean): Promise<'sent' | 'kept-here' | 'conflict'> {
  const { promptId, revision, baseVersion, content } = open
  const isSmall = isLeaving && JSON.stringify(content).length * 3 < keepaliveLimit
  showState(open, 'saving')
  try {
    const draft = await client.saveDraft({
      params: { promptId },
      body: { revision, baseVersion, content },
      keepalive: isSmall,
    })
    markSent(open, draft.revision)
    return 'sent'
  } catch (thrown) {
    if (toErrorRecord(thrown).code === 'CONFLICT') return settleConflict(open)
    keepDraft(open)
    showState(open, 'kept-here')
    return 'kept-here'
  }
}

/** A refused write is no conflict when this page itself wrote in between, or when both wrote the same. */
async function settleConflict(sent: OpenPrompt): Promise<'sent' | 'kept-here' | 'conflict'> {
  keepDraft(sent)
  const now = useWorkspace.getState().open
  if (now?.promptId === sent.promptId && now.revision !== sent.revision) return 'sent'
  const theirs = await client.getDraft({ params: { promptId: sent.promptId } }).catch(() => null)
  if (theirs !== null && isSameContent(theirs.content, sent.content)) {
    markSent(sent, theirs.revision)
    return 'sent'
  }
  const state = theirs === null ? 'kept-here' : 'conflict'
  showState(sent, state)
  return state
}

function markSent(sent: OpenPrompt, revision: number): void {
  forgetKeptDraft(sent.promptId)
  useWorkspace.setState(({ open, saveState }) => {
    if (open?.promptId !== sent.promptId || open.revision !== sent.revision) return { saveState }
    const isAll = open.content === sent.content
    return { open: { ...open, sentContent: sent.content, revision }, saveState: isAll ? 'saved' : 'saving' }
  })
}

function showState(of: OpenPrompt, saveState: 'saving' | 'kept-here' | 'conflict'): void {
  if (useWorkspace.getState().open?.promptId === of.promptId) useWorkspace.setState({ saveState })
}
