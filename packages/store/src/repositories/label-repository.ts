import { AppError, type LabelMove, latestLabel, type VersionLabel } from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import { v7 } from 'uuid'
import { cutPage, formatTimeCursor, type Page, type PageQuery, parseTimeCursor } from '../page.ts'
import type { Schema } from '../schema.ts'
import { requirePrompt } from './prompt-repository.ts'
import { requireVersionNumber } from './version-number.ts'

/** Labels of versions: each name is on one version of a prompt at a time, and every move is remembered. */
export interface LabelRepository {
  /** `latest` (once there is a version), then the others by name. Throws NOT_FOUND for the prompt. */
  list(promptId: string): Promise<VersionLabel[]>
  /** Throws NOT_FOUND for the prompt and for a label that is on no version. */
  get(promptId: string, name: string): Promise<VersionLabel>
  /**
   * Puts a label on a version. Putting it where it is, with the same note, changes nothing. Throws NOT_FOUND for the
   * prompt, INVALID_REQUEST when it has no such version.
   */
  set(
    promptId: string,
    name: string,
    place: { readonly versionNumber: number; readonly note: string },
  ): Promise<VersionLabel>
  /** Takes a label away. Throws NOT_FOUND for the prompt and for a label that is on no version. */
  remove(promptId: string, name: string, note: string): Promise<void>
  /** Newest first. Throws NOT_FOUND for the prompt, INVALID_REQUEST for a foreign cursor. */
  listMoves(promptId: string, name: string, query: PageQuery): Promise<Page<LabelMove>>
}

export function createLabelRepository(queries: Kysely<Schema>, now: () => number): LabelRepository {
  return {
    async list(promptId) {
      await requirePrompt(queries, promptId)
      const latest = await readLatest(queries, promptId)
      const rows = await queries
        .selectFrom('labels')
        .selectAll()
        .where('prompt_id', '=', promptId)
        .orderBy('name')
        .execute()
      return [...(latest === null ? [] : [latest]), ...rows.map(toLabel)]
    },

    async get(promptId, name) {
      await requirePrompt(queries, promptId)
      return requireLabel(queries, promptId, name)
    },

    set(promptId, name, { versionNumber, note }) {
      return queries.transaction().execute(async (transaction) => {
        await requirePrompt(transaction, promptId)
        await requireVersionNumber(transaction, promptId, versionNumber)
        const current = await readLabel(transaction, promptId, name)
        if (current?.versionNumber === versionNumber && current.note === note) return current
        const label: VersionLabel = { promptId, name, versionNumber, note, setAt: now() }
        await writeLabel(transaction, label)
        await recordMove(transaction, current, label)
        return label
      })
    },

    remove(promptId, name, note) {
      return queries.transaction().execute(async (transaction) => {
        await requirePrompt(transaction, promptId)
        const current = await requireLabel(transaction, promptId, name)
        await transaction
          .deleteFrom('labels')
          .where('prompt_id', '=', promptId)
          .where('name', '=', name)
          .execute()
        await recordMove(transaction, current, { promptId, name, versionNumber: null, note, setAt: now() })
      })
    },

    async listMoves(promptId, name, { limit, cursor }) {
      const after = parseTimeCursor(cursor)
      await requirePrompt(queries, promptId)
      let query = queries
        .selectFrom('label_moves')
        .selectAll()
        .where('prompt_id', '=', promptId)
        .where('name', '=', name)
      if (after !== null) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('created_at', 'id'), '<', tuple(after.timeMs, after.id)),
        )
      }
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return cutPage(rows, limit, toMove, (row) => formatTimeCursor({ timeMs: row.created_at, id: row.id }))
    },
  }
}

async function readLabel(
  queries: Kysely<Schema>,
  promptId: string,
  name: string,
): Promise<VersionLabel | null> {
  if (name === latestLabel) return readLatest(queries, promptId)
  const row = await queries
    .selectFrom('labels')
    .selectAll()
    .where('prompt_id', '=', promptId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row === undefined ? null : toLabel(row)
}

async function requireLabel(queries: Kysely<Schema>, promptId: string, name: string): Promise<VersionLabel> {
  const label = await readLabel(queries, promptId, name)
  if (label !== null) return label
  throw new AppError(
    'NOT_FOUND',
    `No version of this prompt has the label "${name}". Choose one of its labels, or put it on a version.`,
    { details: { noun: 'label', promptId, name } },
  )
}

/** The newest version carries `latest` since it was saved. */
async function readLatest(queries: Kysely<Schema>, promptId: string): Promise<VersionLabel | null> {
  const row = await queries
    .selectFrom('versions')
    .select(['number', 'created_at'])
    .where('prompt_id', '=', promptId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return { promptId, name: latestLabel, versionNumber: row.number, note: '', setAt: row.created_at }
}

async function writeLabel(queries: Kysely<Schema>, label: VersionLabel): Promise<void> {
  const place = { version_number: label.versionNumber, note: label.note, set_at: label.setAt }
  await queries
    .insertInto('labels')
    .values({ prompt_id: label.promptId, name: label.name, ...place })
    .onConflict((conflict) => conflict.columns(['prompt_id', 'name']).doUpdateSet(place))
    .execute()
}

async function recordMove(
  queries: Kysely<Schema>,
  from: VersionLabel | null,
  to: Omit<VersionLabel, 'versionNumber'> & { readonly versionNumber: number | null },
): Promise<void> {
  await queries
    .insertInto('label_moves')
    .values({
      id: v7(),
      prompt_id: to.promptId,
      name: to.name,
      from_number: from?.versionNumber ?? null,
      to_number: to.versionNumber,
      note: to.note,
      created_at: to.setAt,
    })
    .execute()
}

function toLabel(row: Selectable<Schema['labels']>): VersionLabel {
  return {
    promptId: row.prompt_id,
    name: row.name,
    versionNumber: row.version_number,
    note: row.note,
    setAt: row.set_at,
  }
}

function toMove(row: Selectable<Schema['label_moves']>): LabelMove {
  return {
    id: row.id,
    name: row.name,
    fromNumber: row.from_number,
    toNumber: row.to_number,
    note: row.note,
    createdAt: row.created_at,
  }
}
