import type { Migration } from './migration.ts'

/** Whether the tokens of a call were counted here, because the server that ran its model does not tell. */
export const estimatedUsage: Migration = {
  number: 10,
  name: 'estimated-usage',
  sql: `
ALTER TABLE generation_steps ADD COLUMN is_usage_estimated INTEGER NOT NULL DEFAULT 0
  CHECK (is_usage_estimated IN (0, 1));
`,
}
