import { keepDraft, keepDraftNow } from './kept-drafts.ts'
import { holdPageLock } from './page-life.ts'
import { sendDraft } from './send-draft.ts'
import { isUnsent, useWorkspace } from './workspace.ts'

/** The server gets the draft this long after the last keystroke … */
const quietMs = 1_000
/** … and after the first unsent one at the latest, however fast somebody types. */
const longestWaitMs = 2_000
/** The browser gets every keystroke within this time: it may be killed at any moment. */
const keepMs = 300
const firstRetryMs = 2_000
const lastRetryMs = 10_000

/**
 * Sends the open prompt's draft to the server: 1 s after the last keystroke, on blur and when the page is hidden. Until
 * the server has it, the browser keeps it. Returns the function that stops it.
 */
export function startDraftSaving(): () => void {
  holdPageLock()
  const saver = createSaver()
  const stopping = new AbortController()
  const { signal } = stopping
  const unsubscribe = useWorkspace.subscribe(({ open }, previous) => {
    if (open === previous.open) return
    const isOther = open?.promptId !== previous.open?.promptId
    if (isOther && isUnsent(previous.open)) void sendDraft(previous.open, false)
    if (isUnsent(open)) saver.noticeEdit()
  })
  window.addEventListener('blur', () => void saver.flush(), { signal })
  window.addEventListener('online', () => void saver.flush(), { signal })
  window.addEventListener('pagehide', () => void saver.flush(true), { signal })
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'hidden' && void saver.flush(true),
    { signal },
  )
  window.addEventListener('beforeunload', askBeforeLeaving, { signal })
  return () => {
    saver.stop()
    unsubscribe()
    stopping.abort()
  }
}

function createSaver() {
  let sendTimer: ReturnType<typeof setTimeout> | undefined
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let firstUnsentAt: number | null = null
  let retryMs = firstRetryMs
  let isSending = false

  function schedule(delayMs: number) {
    clearTimeout(sendTimer)
    sendTimer = setTimeout(() => void flush(), delayMs)
  }

  /** Keeps what is typed at regular times, not after a pause: somebody may type without one. */
  function keepSoon() {
    keepTimer ??= setTimeout(() => {
      keepTimer = undefined
      const { open } = useWorkspace.getState()
      if (isUnsent(open)) void keepDraft(open)
    }, keepMs)
  }

  function noticeEdit() {
    keepSoon()
    const { saveState } = useWorkspace.getState()
    // The next try is on its way already, or waits for a decision.
    if (saveState === 'conflict' || saveState === 'kept-here') return
    if (saveState === 'saved') useWorkspace.setState({ saveState: 'saving' })
    firstUnsentAt ??= Date.now()
    const waitedMs = Date.now() - firstUnsentAt
    schedule(Math.max(0, Math.min(quietMs, longestWaitMs - waitedMs)))
  }

  async function flush(isLeaving = false) {
    clearTimeout(sendTimer)
    const { open, saveState } = useWorkspace.getState()
    if (!isUnsent(open)) return
    if (isLeaving) keepDraftNow(open)
    if (isSending || saveState === 'conflict') return
    isSending = true
    firstUnsentAt = null
    const outcome = await sendDraft(open, isLeaving)
    isSending = false
    if (outcome === 'kept-here') {
      schedule(retryMs)
      retryMs = Math.min(retryMs * 2, lastRetryMs)
      return
    }
    retryMs = firstRetryMs
    if (outcome !== 'conflict' && isUnsent(useWorkspace.getState().open)) noticeEdit()
  }

  return {
    noticeEdit,
    flush,
    stop: () => {
      clearTimeout(sendTimer)
      clearTimeout(keepTimer)
    },
  }
}

/** Asks only when the server does not take what is unsent, or the browser has no room to keep it. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  const { open, saveState } = useWorkspace.getState()
  if (!isUnsent(open)) return
  const isKept = keepDraftNow(open)
  if (!isKept || saveState === 'kept-here' || saveState === 'conflict') event.preventDefault()
}
