import {
  AppError,
  type Generation,
  type NumberedRunEvent,
  type Run,
  type RunListQuery,
  type RunSummary,
  type TextBranch,
} from '@trialogue/contract'
import type { Kysely } from 'kysely'
import { interruptRun } from '../interrupt-run.ts'
import type { Page } from '../page.ts'
import type { Schema } from '../schema.ts'
import { insertGenerations, readGenerations, updateGeneration } from './generation-rows.ts'
import { requirePrompt } from './prompt-repository.ts'
import { readBranches } from './run-branches.ts'
import { insertEvents, readEventsAfter, readLastSequence } from './run-events.ts'
import { readRequest } from './run-of-cell.ts'
import { insertSummary, listSummaries } from './run-summaries.ts'
import { writeOutputTexts } from './run-texts.ts'
import { requireVersionNumber } from './version-number.ts'

/** What a part of a run's life changed, written as a whole. */
interface RunChange {
  /** Behind the events that are there, rising. */
  readonly events: readonly NumberedRunEvent[]
  /** The generations that the events changed, as they stand after them. */
  readonly generations: readonly Generation[]
  readonly run: Pick<Run, 'status' | 'finishedAt'>
}

export interface RunRepository {
  /**
   * Writes a run, its generations and its first event, a snapshot with sequence 1. Throws NOT_FOUND when its prompt
   * does not exist, INVALID_REQUEST when its prompt version does not.
   */
  create(run: Run): Promise<void>
  /** Throws NOT_FOUND. */
  get(id: string): Promise<Run>
  /** Newest first, those that meet the filters. Throws INVALID_REQUEST for a foreign cursor. */
  list(query: RunListQuery): Promise<Page<RunSummary>>
  /** Throws NOT_FOUND for the run or a generation; nothing of the change is written then. */
  append(runId: string, change: RunChange): Promise<void>
  /** The run that a generation belongs to. Throws NOT_FOUND. */
  runIdOf(generationId: string): Promise<string>
  /** The original that a generation goes back to, and all its branches, oldest first. Throws NOT_FOUND. */
  branchesOf(generationId: string): Promise<TextBranch[]>
  /** In order; all of them after 0. Throws NOT_FOUND. */
  eventsAfter(runId: string, sequence: number): Promise<NumberedRunEvent[]>
  /** Throws NOT_FOUND. */
  lastSequence(runId: string): Promise<number>
  /** For the start of a server: ends what the one before left running. Gives those runs as they stand now. */
  interruptRunning(): Promise<Run[]>
}

export function createRunRepository(queries: Kysely<Schema>): RunRepository {
  return {
    create: (run) => queries.transaction().execute((transaction) => insertRun(transaction, run)),
    get: (id) => queries.transaction().execute((transaction) => readRun(transaction, id)),
    list: (query) => listSummaries(queries, query),

    append(runId, change) {
      return queries.transaction().execute((transaction) => appendChange(transaction, runId, change))
    },

    async runIdOf(generationId) {
      const query = queries.selectFrom('generations').select('run_id').where('id', '=', generationId)
      const row = await query.executeTakeFirst()
      if (row) return row.run_id
      throw generationNotFound(generationId)
    },

    async branchesOf(generationId) {
      const branches = await readBranches(queries, generationId)
      if (branches.length > 0) return branches
      throw generationNotFound(generationId)
    },

    async eventsAfter(runId, sequence) {
      const events = await readEventsAfter(queries, runId, sequence)
      // Only an empty answer leaves open whether there is a run.
      if (events.length > 0 || sequence >= (await this.lastSequence(runId))) return events
      // The run of a cell is written as a whole: what happened to it is what it is.
      return [{ sequence: 1, event: { type: 'run.snapshot', run: await this.get(runId) } }]
    },

    async lastSequence(runId) {
      const sequence = await readLastSequence(queries, runId)
      if (sequence !== null) return sequence
      // The run of a cell has no events of its own.
      await readRun(queries, runId)
      return 1
    },

    async interruptRunning() {
      const rows = await queries.selectFrom('runs').select('id').where('status', '=', 'running').execute()
      const runs: Run[] = []
      for (const { id } of rows) {
        runs.push(await queries.transaction().execute((transaction) => interruptOne(transaction, id)))
      }
      return runs
    },
  }
}

async function insertRun(queries: Kysely<Schema>, run: Run): Promise<void> {
  if (run.promptId !== null) {
    await requirePrompt(queries, run.promptId)
    if (run.promptVersion !== null) await requireVersionNumber(queries, run.promptId, run.promptVersion)
  }
  await queries
    .insertInto('runs')
    .values({
      id: run.id,
      prompt_id: run.promptId,
      prompt_version: run.promptVersion,
      status: run.status,
      request: JSON.stringify(run.request),
      experiment_number: null,
      created_at: run.createdAt,
      finished_at: run.finishedAt,
    })
    .execute()
  await insertGenerations(queries, run.generations)
  await insertSummary(queries, run)
  await insertEvents(queries, run.id, [{ sequence: 1, event: { type: 'run.snapshot', run } }])
}

async function readRun(queries: Kysely<Schema>, id: string): Promise<Run> {
  const row = await queries.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw runNotFound(id)
  return {
    id: row.id,
    promptId: row.prompt_id,
    promptVersion: row.prompt_version,
    status: row.status,
    request: await readRequest(queries, row.request, row.experiment_number),
    generations: await readGenerations(queries, id),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

async function appendChange(
  queries: Kysely<Schema>,
  runId: string,
  { events, generations, run }: RunChange,
): Promise<void> {
  const { numUpdatedRows } = await queries
    .updateTable('runs')
    .set({ status: run.status, finished_at: run.finishedAt })
    .where('id', '=', runId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw runNotFound(runId)
  for (const generation of generations) await updateGeneration(queries, { ...generation, runId })
  await writeOutputTexts(queries, generations)
  await insertEvents(queries, runId, events)
}

async function interruptOne(queries: Kysely<Schema>, runId: string): Promise<Run> {
  const run = await readRun(queries, runId)
  const change = interruptRun(run, (await readLastSequence(queries, runId)) ?? 0)
  await appendChange(queries, runId, change)
  return change.run
}

function runNotFound(id: string): AppError {
  return new AppError('NOT_FOUND', 'There is no such run. Look for it in the history.', {
    details: { noun: 'run', id },
  })
}

function generationNotFound(id: string): AppError {
  return new AppError('NOT_FOUND', 'There is no such generation. Look for its run in the history.', {
    details: { noun: 'generation', id },
  })
}
