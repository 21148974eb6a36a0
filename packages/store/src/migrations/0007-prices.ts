import type { Migration } from './migration.ts'

/** What the tokens of a generation's model cost when it was queued. */
export const prices: Migration = {
  number: 7,
  name: 'prices',
  sql: `
ALTER TABLE generations ADD COLUMN price TEXT CHECK (price IS NULL OR json_valid(price));
`,
}
