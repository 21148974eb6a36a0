import { AppError, type Draft, type PromptContent, promptContentSchema } from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../schema.ts'
import { requirePrompt, touchPrompt } from './prompt-repository.ts'
import { requireVersionNumber } from './version-number.ts'

export interface DraftRepository {
  /** Throws NOT_FOUND when there is no such prompt; every prompt has a draft. */
  get(promptId: string): Promise<Draft>
  /**
   * Writes the draft if `revision` is still the one that is stored, and raises it by one. Throws NOT_FOUND; CONFLICT
   * with `details.revision` when another write came between; INVALID_REQUEST when `baseVersion` does not exist.
   */
  save(
    promptId: string,
    draft: { revision: number; baseVersion: number | null; content: PromptContent },
  ): Promise<Draft>
}

export function createDraftRepository(queries: Kysely<Schema>, now: () => number): DraftRepository {
  return {
    get: (promptId) => readDraft(queries, promptId),

    save(promptId, { revision, baseVersion, content }) {
      return queries.transaction().execute(async (transaction) => {
        const stored = await readDraft(transaction, promptId)
        if (stored.revision !== revision) throw draftConflict(stored.revision)
        if (baseVersion !== null) await requireVersionNumber(transaction, promptId, baseVersion)
        return writeDraft(transaction, { ...stored, baseVersion, content, updatedAt: now() })
      })
    },
  }
}

/** Replaces what the draft holds with the next revision, and moves its prompt to the top of the list. */
export async function writeDraft(
  queries: Kysely<Schema>,
  { promptId, revision, baseVersion, content, updatedAt }: Draft,
): Promise<Draft> {
  await queries
    .updateTable('drafts')
    .set({
      revision: revision + 1,
      base_version: baseVersion,
      content: JSON.stringify(content),
      updated_at: updatedAt,
    })
    .where('prompt_id', '=', promptId)
    .execute()
  await touchPrompt(queries, promptId, updatedAt)
  return { promptId, revision: revision + 1, baseVersion, content, updatedAt }
}

/** Throws NOT_FOUND when there is no such prompt. */
export async function readDraft(queries: Kysely<Schema>, promptId: string): Promise<Draft> {
  await requirePrompt(queries, promptId)
  const row = await queries
    .selectFrom('drafts')
    .selectAll()
    .where('prompt_id', '=', promptId)
    .executeTakeFirstOrThrow()
  return toDraft(row)
}

function toDraft(row: Selectable<Schema['drafts']>): Draft {
  return {
    promptId: row.prompt_id,
    revision: row.revision,
    baseVersion: row.base_version,
    content: promptContentSchema.parse(JSON.parse(row.content)),
    updatedAt: row.updated_at,
  }
}

function draftConflict(revision: number): AppError {
  return new AppError(
    'CONFLICT',
    'The draft was changed elsewhere in the meantime. Load the newer draft, then make the change again.',
    { details: { revision } },
  )
}
