import { idSchema, promptContentSchema, timestampSchema } from '@trialogue/contract'
import { z } from 'zod'
import { deleteKept, listKept, putKept } from './kept-database.ts'
import { lastOwnWrite } from './own-writes.ts'
import { listLivePages, pageId } from './page-life.ts'
import type { OpenPrompt } from './workspace.ts'

const keptDraftSchema = z.object({
  promptId: idSchema,
  pageId: z.string(),
  keptAt: timestampSchema,
  /** Written because the page was left, not because it might be killed. */
  isLeaving: z.boolean(),
  revision: z.int().positive(),
  baseVersion: z.int().positive().nullable(),
  content: promptContentSchema,
  /** What the page sent last: the server may have it though no answer came. */
  lastSent: promptContentSchema.nullable(),
})
/** Unsent work on a prompt, with the revision it was edited from. */
export type KeptDraft = z.infer<typeof keptDraftSchema>

type Unsent = Pick<OpenPrompt, 'promptId' | 'revision' | 'baseVersion' | 'content'>

const prefixOf = (promptId: string) => `trialogue.draft.${promptId}.`
const keyOf = (draft: Pick<KeptDraft, 'promptId' | 'pageId'>) => prefixOf(draft.promptId) + draft.pageId

/**
 * Keeps unsent work in the browser, so that it outlives a killed browser. IndexedDB: what it has taken is on its way to
 * the disk, while localStorage may wait for seconds before it writes. Where there is none, localStorage has to do.
 */
export async function keepDraft(unsent: Unsent): Promise<void> {
  const draft = toKept(unsent, false)
  try {
    await putKept(keyOf(draft), draft)
  } catch {
    keepInStorage(draft)
  }
}

/**
 * Keeps unsent work while the page is left: at once, since nothing that takes time may come to its end then. False where
 * there is no room.
 */
export function keepDraftNow(unsent: Unsent): boolean {
  return keepInStorage(toKept(unsent, true))
}

/** What pages that are gone have kept of a prompt, newest first. What cannot be read any more stays where it is. */
export async function readKeptDrafts(promptId: string): Promise<readonly KeptDraft[]> {
  const [inDatabase, live] = await Promise.all([
    listKept(prefixOf(promptId)).catch(() => []),
    listLivePages().catch(() => new Set<string>()),
  ])
  const found = [...inDatabase, ...listStorage(promptId)].flatMap((value) => {
    const parsed = keptDraftSchema.safeParse(value)
    return parsed.success && !live.has(parsed.data.pageId) ? parsed.data : []
  })
  const newestFirst = found.toSorted((one, other) => other.keptAt - one.keptAt)
  return newestFirst.filter(
    (draft, index) => newestFirst.findIndex((other) => other.pageId === draft.pageId) === index,
  )
}

/** Forgets what a page has kept of a prompt; this page, if none is named. */
export async function forgetKeptDraft(promptId: string, ofPage = pageId): Promise<void> {
  const key = keyOf({ promptId, pageId: ofPage })
  localStorage.removeItem(key)
  await deleteKept(key).catch(() => {})
}

function toKept({ promptId, revision, baseVersion, content }: Unsent, isLeaving: boolean): KeptDraft {
  const lastSent = lastOwnWrite(promptId)
  return { promptId, pageId, keptAt: Date.now(), isLeaving, revision, baseVersion, content, lastSent }
}

function keepInStorage(draft: KeptDraft): boolean {
  try {
    localStorage.setItem(keyOf(draft), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

function listStorage(promptId: string): unknown[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(promptId)))
  return keys.map((key) => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown
    } catch {
      return null
    }
  })
}
