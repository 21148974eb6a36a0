import type { Migration } from './migration.ts'

/** How a generation was computed, which tokens it picked, and how many of its prompt were not computed again. */
export const generationModes: Migration = {
  number: 2,
  name: 'generation modes',
  sql: `
ALTER TABLE generations ADD COLUMN mode TEXT;
ALTER TABLE generations ADD COLUMN cache_path TEXT;
ALTER TABLE generation_steps ADD COLUMN token_ids TEXT CHECK (json_valid(token_ids));
ALTER TABLE generation_steps ADD COLUMN cached_tokens INTEGER;
`,
}
