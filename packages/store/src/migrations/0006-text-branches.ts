import type { Migration } from './migration.ts'

/** Finds what was branched off a generation without reading every run. */
export const textBranches: Migration = {
  number: 6,
  name: 'text branches',
  sql: `
CREATE INDEX runs_by_original ON runs (json_extract(request, '$.branch.generationId'))
WHERE json_extract(request, '$.branch.generationId') IS NOT NULL;
`,
}
