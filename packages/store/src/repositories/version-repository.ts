import {
  AppError,
  type Draft,
  type PromptContent,
  type PromptVersion,
  type PromptVersionSummary,
  promptContentSchema,
} from '@trialogue/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import { hashJson } from '../canonical-json.ts'
import { cutPage, type Page, type PageQuery, parseNumberCursor } from '../page.ts'
import type { Schema } from '../schema.ts'
import { readDraft, writeDraft } from './draft-repository.ts'
import { requirePrompt } from './prompt-repository.ts'
import { readLatestNumber, requireVersionNumber } from './version-number.ts'

interface SavedVersion {
  readonly version: PromptVersion
  readonly draft: Draft
}

/** Versions are numbered 1, 2, 3 … without gaps, and never change: the database itself refuses to. */
export interface VersionRepository {
  /**
   * The timeline, newest first; with `search` only versions whose message has each of its words. Throws NOT_FOUND for
   * the prompt, INVALID_REQUEST for a foreign cursor.
   */
  list(
    promptId: string,
    query: PageQuery & { readonly search?: string | undefined },
  ): Promise<Page<PromptVersionSummary>>
  /** Throws NOT_FOUND. */
  get(promptId: string, number: number): Promise<PromptVersion>
  /**
   * Saves the next version; the draft continues from it. Throws NOT_FOUND for the prompt, INVALID_REQUEST when
   * `parentNumber` names no version of it.
   */
  save(
    promptId: string,
    version: { message: string; parentNumber: number | null; content: PromptContent },
  ): Promise<SavedVersion>
  /** Saves the content of an older version as the next one, whose parent is the latest. Throws NOT_FOUND. */
  restore(promptId: string, number: number, message: string): Promise<SavedVersion>
}

export function createVersionRepository(queries: Kysely<Schema>, now: () => number): VersionRepository {
  return {
    async list(promptId, { limit, cursor, search = '' }) {
      const before = parseNumberCursor(cursor)
      await requirePrompt(queries, promptId)
      let query = queries
        .selectFrom('versions')
        .select([
          'id',
          'prompt_id',
          'number',
          'parent_number',
          'restored_from_number',
          'message',
          'content_sha256',
          'created_at',
        ])
        .where('prompt_id', '=', promptId)
      if (before !== null) query = query.where('number', '<', before)
      for (const word of search.split(/\s+/).filter((part) => part !== '')) {
        query = query.where(sql`lower(message)`, 'like', sql`${likePattern(word)} ESCAPE '!'`)
      }
      const rows = await query
        .orderBy('number', 'desc')
        .limit(limit + 1)
        .execute()
      return cutPage(rows, limit, toSummary, (row) => String(row.number))
    },

    get: (promptId, number) => readVersion(queries, promptId, number),

    save(promptId, { message, parentNumber, content }) {
      return queries.transaction().execute(async (transaction) => {
        const draft = await readDraft(transaction, promptId)
        if (parentNumber !== null) await requireVersionNumber(transaction, promptId, parentNumber)
        const origin = { message, parentNumber, restoredFromNumber: null }
        return addVersion(transaction, { ...draft, content, updatedAt: now() }, origin)
      })
    },

    restore(promptId, number, message) {
      return queries.transaction().execute(async (transaction) => {
        const { content } = await readVersion(transaction, promptId, number)
        const draft = await readDraft(transaction, promptId)
        const parentNumber = await readLatestNumber(transaction, promptId)
        const origin = { message, parentNumber, restoredFromNumber: number }
        return addVersion(transaction, { ...draft, content, updatedAt: now() }, origin)
      })
    },
  }
}

/** What contains a word, for LIKE with `!` as its escape. SQLite knows upper and lower case of ASCII only. */
function likePattern(word: string): string {
  return `%${word.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
}

/** Writes the next version from `draft`, whose content and time it takes, and lets the draft continue from it. */
async function addVersion(
  queries: Kysely<Schema>,
  draft: Draft,
  origin: Pick<PromptVersion, 'message' | 'parentNumber' | 'restoredFromNumber'>,
): Promise<SavedVersion> {
  const { promptId, content, updatedAt } = draft
  const latestNumber = await readLatestNumber(queries, promptId)
  const version: PromptVersion = {
    id: v7(),
    promptId,
    number: (latestNumber ?? 0) + 1,
    ...origin,
    contentSha256: hashJson(content),
    createdAt: updatedAt,
    content,
  }
  await queries
    .insertInto('versions')
    .values({
      id: version.id,
      prompt_id: promptId,
      number: version.number,
      parent_number: version.parentNumber,
      restored_from_number: version.restoredFromNumber,
      message: version.message,
      content: JSON.stringify(content),
      content_sha256: version.contentSha256,
      created_at: version.createdAt,
    })
    .execute()
  return { version, draft: await writeDraft(queries, { ...draft, baseVersion: version.number }) }
}

async function readVersion(
  queries: Kysely<Schema>,
  promptId: string,
  number: number,
): Promise<PromptVersion> {
  const row = await queries
    .selectFrom('versions')
    .selectAll()
    .where('prompt_id', '=', promptId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row) return { ...toSummary(row), content: promptContentSchema.parse(JSON.parse(row.content)) }
  throw new AppError(
    'NOT_FOUND',
    `There is no version ${number} of this prompt. Choose one from its timeline.`,
    {
      details: { noun: 'version', promptId, number },
    },
  )
}

function toSummary(row: Omit<Selectable<Schema['versions']>, 'content'>): PromptVersionSummary {
  return {
    id: row.id,
    promptId: row.prompt_id,
    number: row.number,
    parentNumber: row.parent_number,
    restoredFromNumber: row.restored_from_number,
    message: row.message,
    contentSha256: row.content_sha256,
    createdAt: row.created_at,
  }
}
