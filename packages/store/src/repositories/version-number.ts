import { AppError } from '@trialogue/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** The number of a prompt's latest version; null before the first. */
export async function readLatestNumber(queries: Kysely<Schema>, promptId: string): Promise<number | null> {
  const { number } = await queries
    .selectFrom('versions')
    .where('prompt_id', '=', promptId)
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirstOrThrow()
  return number
}

/** Throws INVALID_REQUEST when a number that was sent along names no version of the prompt. */
export async function requireVersionNumber(
  queries: Kysely<Schema>,
  promptId: string,
  number: number,
): Promise<void> {
  const row = await queries
    .selectFrom('versions')
    .select('id')
    .where('prompt_id', '=', promptId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row) return
  throw new AppError(
    'INVALID_REQUEST',
    `This prompt has no version ${number}. Load the prompt again and take a version from its timeline.`,
    { details: { promptId, number } },
  )
}
