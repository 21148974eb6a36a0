import type { Migration } from './migration.ts'

/** Labels: where each one is, and every place it has been. */
export const versionLabels: Migration = {
  number: 4,
  name: 'version labels',
  sql: `
CREATE TABLE labels (
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 36 AND name <> 'latest'),
  version_number INTEGER NOT NULL,
  note TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (prompt_id, name),
  FOREIGN KEY (prompt_id, version_number) REFERENCES versions (prompt_id, number)
) STRICT;

CREATE TABLE label_moves (
  id TEXT PRIMARY KEY,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  name TEXT NOT NULL,
  from_number INTEGER,
  to_number INTEGER,
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK (from_number IS NOT NULL OR to_number IS NOT NULL),
  FOREIGN KEY (prompt_id, from_number) REFERENCES versions (prompt_id, number),
  FOREIGN KEY (prompt_id, to_number) REFERENCES versions (prompt_id, number)
) STRICT;
CREATE INDEX label_moves_by_label ON label_moves (prompt_id, name, created_at DESC, id DESC);

CREATE TRIGGER label_moves_never_change BEFORE UPDATE ON label_moves
BEGIN SELECT raise(ABORT, 'the history of a label never changes'); END;
CREATE TRIGGER label_moves_are_never_deleted BEFORE DELETE ON label_moves
BEGIN SELECT raise(ABORT, 'the history of a label is never deleted'); END;
`,
}
