import type { Migration } from './migration.ts'

/**
 * Data sets. A version names no rows: a row's revision says from which version on it holds and before which it ends, so
 * that a version costs as much as what it changed. `place` orders the rows of every version.
 */
export const datasets: Migration = {
  number: 11,
  name: 'data sets',
  sql: `
CREATE TABLE datasets (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sample_id TEXT UNIQUE,
  next_row_id INTEGER NOT NULL,
  next_column_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX datasets_by_change ON datasets (updated_at DESC, id DESC);

CREATE TABLE dataset_versions (
  dataset_number INTEGER NOT NULL REFERENCES datasets (number),
  number INTEGER NOT NULL CHECK (number >= 1),
  message TEXT NOT NULL,
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  row_count INTEGER NOT NULL,
  synthetic_count INTEGER NOT NULL,
  content_sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (dataset_number, number)
) STRICT;
CREATE TRIGGER dataset_versions_count_without_gaps BEFORE INSERT ON dataset_versions
WHEN NEW.number IS NOT (
  SELECT coalesce(max(number), 0) + 1 FROM dataset_versions WHERE dataset_number = NEW.dataset_number
)
BEGIN SELECT raise(ABORT, 'a version takes the next number'); END;
CREATE TRIGGER dataset_versions_never_change BEFORE UPDATE ON dataset_versions
BEGIN SELECT raise(ABORT, 'a version never changes'); END;
CREATE TRIGGER dataset_versions_are_never_deleted BEFORE DELETE ON dataset_versions
BEGIN SELECT raise(ABORT, 'a version is never deleted'); END;

CREATE TABLE dataset_rows (
  number INTEGER PRIMARY KEY,
  dataset_number INTEGER NOT NULL REFERENCES datasets (number),
  row_id INTEGER NOT NULL,
  place REAL NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  is_synthetic INTEGER NOT NULL,
  from_version INTEGER NOT NULL,
  until_version INTEGER CHECK (until_version > from_version)
) STRICT;
CREATE INDEX dataset_rows_in_order ON dataset_rows (dataset_number, place, from_version, until_version);
CREATE UNIQUE INDEX dataset_rows_now ON dataset_rows (dataset_number, row_id) WHERE until_version IS NULL;
CREATE TRIGGER dataset_rows_never_change BEFORE UPDATE OF cells, is_synthetic, row_id, from_version ON dataset_rows
BEGIN SELECT raise(ABORT, 'a revision of a row never changes'); END;
CREATE TRIGGER dataset_rows_end_once BEFORE UPDATE OF until_version ON dataset_rows WHEN OLD.until_version IS NOT NULL
BEGIN SELECT raise(ABORT, 'a revision of a row ends once'); END;
`,
}
