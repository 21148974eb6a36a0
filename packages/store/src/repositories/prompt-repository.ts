import { AppError, type Draft, type Prompt, type PromptContent } from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import { v7 } from 'uuid'
import { cutPage, formatTimeCursor, type Page, type PageQuery, parseTimeCursor } from '../page.ts'
import type { Schema } from '../schema.ts'

export interface PromptRepository {
  /** Makes a prompt with a first draft and no version yet. */
  create(input: { name: string; content: PromptContent }): Promise<{ prompt: Prompt; draft: Draft }>
  /** Throws NOT_FOUND. */
  get(id: string): Promise<Prompt>
  /** The most recently changed first: renamed, drafted or saved. Throws INVALID_REQUEST for a foreign cursor. */
  list(query: PageQuery): Promise<Page<Prompt>>
  /** Throws NOT_FOUND. */
  rename(id: string, name: string): Promise<Prompt>
}

export function createPromptRepository(queries: Kysely<Schema>, now: () => number): PromptRepository {
  return {
    create({ name, content }) {
      const time = now()
      const prompt = { id: v7(), name, created_at: time, updated_at: time }
      const draft: Draft = { promptId: prompt.id, revision: 1, baseVersion: null, content, updatedAt: time }
      return queries.transaction().execute(async (transaction) => {
        await transaction.insertInto('prompts').values(prompt).execute()
        await transaction
          .insertInto('drafts')
          .values({
            prompt_id: draft.promptId,
            revision: draft.revision,
            base_version: draft.baseVersion,
            content: JSON.stringify(content),
            updated_at: time,
          })
          .execute()
        return { prompt: toPrompt({ ...prompt, latest_version: null }), draft }
      })
    },

    async get(id) {
      const row = await selectPrompts(queries).where('id', '=', id).executeTakeFirst()
      if (!row) throw promptNotFound(id)
      return toPrompt(row)
    },

    async list({ limit, cursor }) {
      const after = parseTimeCursor(cursor)
      let query = selectPrompts(queries)
      if (after !== null) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('updated_at', 'id'), '<', tuple(after.timeMs, after.id)),
        )
      }
      const rows = await query
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return cutPage(rows, limit, toPrompt, (row) => formatTimeCursor({ timeMs: row.updated_at, id: row.id }))
    },

    async rename(id, name) {
      const { numUpdatedRows } = await queries
        .updateTable('prompts')
        .set({ name, updated_at: now() })
        .where('id', '=', id)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw promptNotFound(id)
      return this.get(id)
    },
  }
}

/** Throws NOT_FOUND when there is no such prompt. */
export async function requirePrompt(queries: Kysely<Schema>, id: string): Promise<void> {
  const row = await queries.selectFrom('prompts').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw promptNotFound(id)
}

/** Moves a prompt to the top of the list. Throws NOT_FOUND. */
export async function touchPrompt(queries: Kysely<Schema>, id: string, time: number): Promise<void> {
  const { numUpdatedRows } = await queries
    .updateTable('prompts')
    .set({ updated_at: time })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw promptNotFound(id)
}

/** Prompts with their latest version's number. */
function selectPrompts(queries: Kysely<Schema>) {
  return queries
    .selectFrom('prompts')
    .select(['id', 'name', 'created_at', 'updated_at'])
    .select((expression) =>
      expression
        .selectFrom('versions')
        .whereRef('versions.prompt_id', '=', 'prompts.id')
        .select(({ fn }) => fn.max('versions.number').as('number'))
        .as('latest_version'),
    )
}

function toPrompt(row: Selectable<Schema['prompts']> & { latest_version: number | null }): Prompt {
  return {
    id: row.id,
    name: row.name,
    latestVersion: row.latest_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function promptNotFound(id: string): AppError {
  return new AppError('NOT_FOUND', 'There is no such prompt. Go back to the list of prompts.', {
    details: { noun: 'prompt', id },
  })
}
