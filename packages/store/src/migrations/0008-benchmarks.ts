import type { Migration } from './migration.ts'

/** How fast each model was when it was last measured, and which files it had then. */
export const benchmarks: Migration = {
  number: 8,
  name: 'benchmarks',
  sql: `
CREATE TABLE benchmarks (
  model_id TEXT PRIMARY KEY,
  model_sha256 TEXT,
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;
`,
}
