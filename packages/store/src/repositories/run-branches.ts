import { branchPointSchema, type TextBranch } from '@trialogue/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

interface BranchRow {
  readonly generation_id: string
  readonly run_id: string
  readonly created_at: number
  /** JSON. */
  readonly branch: string | null
  readonly token_text: string | null
}

/**
 * The original that a generation goes back to, and all that was branched off it or off its branches, oldest first. Empty
 * where there is no such generation.
 */
export async function readBranches(queries: Kysely<Schema>, generationId: string): Promise<TextBranch[]> {
  const { rows } = await sql<BranchRow>`
WITH RECURSIVE
ancestors (id, original_id) AS (
  SELECT g.id, json_extract(r.request, '$.branch.generationId')
  FROM generations g JOIN runs r ON r.id = g.run_id WHERE g.id = ${generationId}
  UNION
  SELECT g.id, json_extract(r.request, '$.branch.generationId')
  FROM ancestors JOIN generations g ON g.id = ancestors.original_id JOIN runs r ON r.id = g.run_id
),
family (id) AS (
  SELECT id FROM ancestors WHERE original_id IS NULL
  UNION
  SELECT g.id
  FROM family
  -- The plus takes the column's affinity away, with which the index could not be searched.
  JOIN runs r ON json_extract(r.request, '$.branch.generationId') = +family.id
  JOIN generations g ON g.run_id = r.id
)
SELECT
  g.id AS generation_id,
  g.run_id,
  r.created_at,
  json_extract(r.request, '$.branch') AS branch,
  CASE WHEN json_extract(r.request, '$.branch.tokenId') IS NULL THEN NULL ELSE (
    SELECT json_extract(s.logprobs, '$[' || json_extract(r.request, '$.branch.tokenIndex') || '].text')
    FROM generation_steps s
    WHERE s.generation_id = g.id AND s.step_index = json_extract(r.request, '$.branch.stepIndex')
  ) END AS token_text
FROM family JOIN generations g ON g.id = family.id JOIN runs r ON r.id = g.run_id
ORDER BY r.created_at, g.id`.execute(queries)
  return rows.map((row) => ({
    generationId: row.generation_id,
    runId: row.run_id,
    branch: row.branch === null ? null : branchPointSchema.parse(JSON.parse(row.branch)),
    tokenText: row.token_text,
    createdAt: row.created_at,
  }))
}
