import { experimentSetupSchema, type Run, type RunRequest, runRequestSchema } from '@trialogue/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { insertGenerations } from './generation-rows.ts'

/**
 * Writes a run that holds one cell of an experiment. It is whole when it is written: no event is kept, no list shows it
 * and no search finds it. Its prompt is the experiment's, and stands there only.
 */
export async function insertCellRun(
  queries: Kysely<Schema>,
  experimentNumber: number,
  run: Run,
): Promise<void> {
  await queries
    .insertInto('runs')
    .values({
      id: run.id,
      prompt_id: run.promptId,
      prompt_version: run.promptVersion,
      status: run.status,
      request: JSON.stringify({ ...run.request, body: null }),
      created_at: run.createdAt,
      finished_at: run.finishedAt,
      experiment_number: experimentNumber,
    })
    .execute()
  await insertGenerations(queries, run.generations)
}

/** The request of a run; of a cell's, with the prompt of its variant. */
export async function readRequest(
  queries: Kysely<Schema>,
  json: string,
  experimentNumber: number | null,
): Promise<RunRequest> {
  const stored: unknown = JSON.parse(json)
  if (experimentNumber === null) return runRequestSchema.parse(stored)
  const { setup } = await queries
    .selectFrom('experiments')
    .select('setup')
    .where('number', '=', experimentNumber)
    .executeTakeFirstOrThrow()
  const { body, variants } = experimentSetupSchema.parse(JSON.parse(setup))
  const request = storedRequestSchema.parse(stored)
  const own = variants.find(({ id }) => id === request.variants[0]?.id)?.body
  return { ...request, body: own ?? body }
}

const storedRequestSchema = runRequestSchema.extend({ body: runRequestSchema.shape.body.nullable() })
