import { type NumberedRunEvent, runEventSchema } from '@trialogue/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Rows per INSERT, far below SQLite's limit of 32 766 values in one statement. */
const rowsPerInsert = 1_000

/** Writes events behind those that are there; the database refuses a sequence that does not rise. */
export async function insertEvents(
  queries: Kysely<Schema>,
  runId: string,
  events: readonly NumberedRunEvent[],
): Promise<void> {
  const rows = events.map(({ sequence, event }) => ({
    run_id: runId,
    sequence,
    event: JSON.stringify(event),
  }))
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await queries
      .insertInto('run_events')
      .values(rows.slice(start, start + rowsPerInsert))
      .execute()
  }
}

/** The events after `sequence`, in order. */
export async function readEventsAfter(
  queries: Kysely<Schema>,
  runId: string,
  sequence: number,
): Promise<NumberedRunEvent[]> {
  const rows = await queries
    .selectFrom('run_events')
    .select(['sequence', 'event'])
    .where('run_id', '=', runId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({ sequence: row.sequence, event: runEventSchema.parse(JSON.parse(row.event)) }))
}

/** The last event's sequence; null when the run has no events. */
export async function readLastSequence(queries: Kysely<Schema>, runId: string): Promise<number | null> {
  const { sequence } = await queries
    .selectFrom('run_events')
    .where('run_id', '=', runId)
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .executeTakeFirstOrThrow()
  return sequence
}
