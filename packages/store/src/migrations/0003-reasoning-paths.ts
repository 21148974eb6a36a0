import type { Migration } from './migration.ts'

/** Several chains of thought within one generation: which one a step belongs to, and what each came to. */
export const reasoningPaths: Migration = {
  number: 3,
  name: 'reasoning paths',
  sql: `
ALTER TABLE generation_steps ADD COLUMN path INTEGER NOT NULL DEFAULT 0 CHECK (path >= 0);
ALTER TABLE generations ADD COLUMN paths TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(paths));
`,
}
