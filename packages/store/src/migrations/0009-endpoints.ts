import type { Migration } from './migration.ts'

/** Servers that run models for us, with what is known of their models. */
export const endpoints: Migration = {
  number: 9,
  name: 'endpoints',
  sql: `
CREATE TABLE endpoints (
  name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
  api TEXT NOT NULL,
  urls TEXT NOT NULL CHECK (json_valid(urls)),
  allows_private INTEGER NOT NULL CHECK (allows_private IN (0, 1)),
  concurrency INTEGER NOT NULL CHECK (concurrency > 0),
  sealed_key TEXT,
  key_hint TEXT CHECK (length(key_hint) <= 4),
  last_test TEXT CHECK (last_test IS NULL OR json_valid(last_test)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((sealed_key IS NULL) = (key_hint IS NULL))
) STRICT;

CREATE TABLE endpoint_models (
  endpoint_name TEXT NOT NULL REFERENCES endpoints (name) ON DELETE CASCADE,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  context_length INTEGER NOT NULL CHECK (context_length > 0),
  capabilities TEXT CHECK (capabilities IS NULL OR json_valid(capabilities)),
  dialect TEXT CHECK (dialect IS NULL OR json_valid(dialect)),
  price TEXT CHECK (price IS NULL OR json_valid(price)),
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (endpoint_name, name)
) STRICT;
`,
}
