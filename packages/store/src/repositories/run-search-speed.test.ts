import { aRunRequest } from '@trialogue/testing'
import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openConnection } from '../connection.ts'
import { createQueries } from '../dialect.ts'
import { migrate } from '../migrate.ts'
import { migrations } from '../migrations/migrations.ts'
import { createRunRepository, type RunRepository } from './run-repository.ts'

const runCount = 10_000
/** Loose, for machines that do something else as well; it takes about a tenth of that. */
const limitMs = 500

let database: Database
let runs: RunRepository

beforeAll(async () => {
  database = await openConnection(':memory:')
  await migrate(database, migrations, () => Promise.resolve())
  runs = createRunRepository(createQueries(database))
  // Row by row through the repository this would take a minute.
  database
    .prepare(
      `WITH RECURSIVE series (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM series LIMIT ?)
       INSERT INTO runs (id, prompt_id, prompt_version, status, request, created_at, finished_at)
       SELECT printf('01890000-0000-7000-8000-%012x', value), NULL, NULL, 'completed', ?, value, value
       FROM series`,
    )
    .run(runCount, JSON.stringify(aRunRequest()))
  database.exec(`
    INSERT INTO run_summaries SELECT created_at, id, 'text', '["off"]', 1, 1, 1 FROM runs;
    INSERT INTO run_models SELECT id, 0, 'wren-base', 'base' FROM runs;
    INSERT INTO run_texts SELECT created_at * 16384, 'A question', 'Question ' || created_at || ': 苹果好吃吗？ ' || hex(randomblob(60)) || '  '
    FROM runs;
    UPDATE run_texts SET text = 'Quetzalcoatl 鹦鹉  ' WHERE number = 16384 * 5;`)
})
afterAll(() => database.close())

it.each([
  ['nothing', '', 50],
  ['a word of one run', 'quetzal', 1],
  ['two Chinese characters of one run', '鹦鹉', 1],
  ['two Chinese characters of every run', '苹果', 50],
  ['a letter', 'q', 50],
  ['what no run has', 'nowhere at all', 0],
])('finds %s among 10 000 runs at once', async (_, q, count) => {
  const startedAt = performance.now()
  const { items } = await runs.list({ limit: 50, q })
  const tookMs = performance.now() - startedAt
  expect(items).toHaveLength(count)
  expect(tookMs).toBeLessThan(limitMs)
})
