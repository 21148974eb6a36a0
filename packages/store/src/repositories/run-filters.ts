import type { RunListQuery } from '@trialogue/contract'
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { textsPerRun } from './run-texts.ts'
import { readSearchTerms } from './search-terms.ts'

type Runs = ExpressionBuilder<Schema, 'runs' | 'run_summaries'>
type Condition = (runs: Runs) => Expression<SqlBool>

/** Characters in an entry of the index. */
const entryLength = 3

/** A shorter term that opens more entries than this is in so many texts that it is soon met by reading the newest. */
const maxEntries = 64

/** What a run must meet: all filters that are set. An empty search meets every run. */
export async function readRunFilters(queries: Kysely<Schema>, query: RunListQuery): Promise<Condition> {
  const { promptId, modelId, status, from, to, q = '' } = query
  const terms: Condition[] = []
  for (const term of readSearchTerms(q)) terms.push(await isSomewhere(queries, term))
  return (runs) => {
    const conditions = terms.map((condition) => condition(runs))
    // Those of cells are read in their experiment; the indexes leave them out as well.
    conditions.push(runs('runs.experiment_number', 'is', null))
    if (promptId !== undefined) conditions.push(runs('runs.prompt_id', '=', promptId))
    if (from !== undefined) conditions.push(runs('runs.created_at', '>=', from))
    if (to !== undefined) conditions.push(runs('runs.created_at', '<', to))
    if (modelId !== undefined) conditions.push(asks(runs, modelId))
    if (status === 'failed') conditions.push(hasFailed(runs))
    else if (status !== undefined) conditions.push(runs('runs.status', '=', status))
    return runs.and(conditions)
  }
}

function asks({ exists, selectFrom, val }: Runs, modelId: string): Expression<SqlBool> {
  return exists(
    selectFrom('run_models')
      .select(val(1).as('one'))
      .whereRef('run_models.run_id', '=', 'runs.id')
      .where('run_models.model_id', '=', modelId),
  )
}

function hasFailed({ exists, selectFrom, val }: Runs): Expression<SqlBool> {
  return exists(
    selectFrom('generations')
      .select(val(1).as('one'))
      .whereRef('generations.run_id', '=', 'runs.id')
      .where('generations.status', '=', 'failed'),
  )
}

/** Whether a term is in what a run asked, in what it wrote, or in the name of its prompt. */
async function isSomewhere(queries: Kysely<Schema>, term: string): Promise<Condition> {
  const phrases = await readPhrases(queries, term)
  return (runs) => {
    const named = runs.selectFrom('prompts').select('prompts.id').where(contains('prompts.name', term))
    const inTexts = phrases === null ? isRead(runs, term) : isIndexed(runs, phrases)
    return runs.or([inTexts, runs('runs.prompt_id', 'in', named)])
  }
}

/**
 * What the index is asked for: the term, or for a term shorter than its entries, those that begin with it. Null where
 * there are too many of them.
 */
async function readPhrases(queries: Kysely<Schema>, term: string): Promise<readonly string[] | null> {
  const characters = [...term]
  if (characters.length >= entryLength) return [term]
  // Character by character, as the index does it: a whole word can become something else.
  const start = characters.map((character) => character.toLowerCase()).join('')
  const entries = await queries
    .selectFrom('run_texts_entries')
    .select('term')
    .where('term', '>=', start)
    .where('term', '<=', `${start}\u{10ffff}`)
    .limit(maxEntries + 1)
    .execute()
  return entries.length > maxEntries ? null : entries.map((entry) => entry.term)
}

/** As strings of the query language: all but the quotation marks in them stand for themselves. */
function isIndexed(runs: Runs, phrases: readonly string[]): Expression<SqlBool> {
  if (phrases.length === 0) return runs.lit(false)
  const query = phrases.map((phrase) => `"${phrase.replaceAll('"', '""')}"`).join(' OR ')
  return sql<SqlBool>`${sql.ref('run_summaries.number')} in (
    select rowid / ${sql.lit(textsPerRun)} from run_texts_index where run_texts_index match ${query}
  )`
}

/** Reads the texts of one run after the other. */
function isRead({ exists, selectFrom, val, ref }: Runs, term: string): Expression<SqlBool> {
  const first = sql<number>`${ref('run_summaries.number')} * ${sql.lit(textsPerRun)}`
  return exists(
    selectFrom('run_texts')
      .select(val(1).as('one'))
      .where('run_texts.number', '>=', first)
      .where('run_texts.number', '<', sql<number>`${first} + ${sql.lit(textsPerRun)}`)
      .where(contains('run_texts.text', term)),
  )
}

/** Whether a column has a term in it; SQLite's LIKE takes Latin letters in any case. */
function contains(column: 'prompts.name' | 'run_texts.text', term: string): Expression<SqlBool> {
  const pattern = `%${term.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`
}
