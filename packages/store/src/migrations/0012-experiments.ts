import type { Migration } from './migration.ts'

/**
 * Experiments. A cell is one case, one variant, one sample; when it is done it has a run of its own, which the list of
 * runs leaves out: its indexes have only runs of no experiment. Such a run keeps no prompt, the experiment has it.
 */
export const experiments: Migration = {
  number: 12,
  name: 'experiments',
  sql: `
CREATE TABLE experiments (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  intent TEXT NOT NULL,
  prompt_id TEXT REFERENCES prompts (id),
  dataset_number INTEGER NOT NULL REFERENCES datasets (number),
  setup TEXT NOT NULL CHECK (json_valid(setup)),
  scorers TEXT NOT NULL CHECK (json_valid(scorers)),
  item_count INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX experiments_by_time ON experiments (created_at DESC, id DESC);
CREATE INDEX experiments_unfinished ON experiments (number) WHERE finished_at IS NULL;

CREATE TABLE experiment_items (
  experiment_number INTEGER NOT NULL REFERENCES experiments (number),
  item_index INTEGER NOT NULL,
  row_number INTEGER NOT NULL REFERENCES dataset_rows (number),
  slice TEXT,
  PRIMARY KEY (experiment_number, item_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment_cells (
  experiment_number INTEGER NOT NULL,
  number INTEGER NOT NULL,
  item_index INTEGER NOT NULL,
  variant_index INTEGER NOT NULL,
  sample_index INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'failed')),
  is_scored INTEGER NOT NULL,
  is_failing INTEGER NOT NULL,
  run_id TEXT REFERENCES runs (id),
  preview TEXT,
  has_answer INTEGER,
  answer_sha256 TEXT,
  finish_reason TEXT,
  error_code TEXT,
  latency_ms REAL,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  cost REAL,
  currency TEXT,
  rating INTEGER,
  comment TEXT,
  rated_at INTEGER,
  PRIMARY KEY (experiment_number, number),
  FOREIGN KEY (experiment_number, item_index) REFERENCES experiment_items (experiment_number, item_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX experiment_cells_by_state ON experiment_cells (experiment_number, state, variant_index, number, is_scored);
CREATE INDEX experiment_cells_by_latency ON experiment_cells (experiment_number, latency_ms);
CREATE INDEX experiment_cells_by_item ON experiment_cells (
  experiment_number, item_index, sample_index, variant_index, state, is_failing, rating, latency_ms, answer_sha256
);
CREATE INDEX experiment_cells_of_runs ON experiment_cells (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE experiment_scores (
  experiment_number INTEGER NOT NULL,
  cell_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  is_pass INTEGER,
  amount REAL,
  score TEXT NOT NULL CHECK (json_valid(score)),
  PRIMARY KEY (experiment_number, cell_number, name),
  FOREIGN KEY (experiment_number, cell_number) REFERENCES experiment_cells (experiment_number, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE runs ADD COLUMN experiment_number INTEGER REFERENCES experiments (number);
DROP INDEX runs_by_time;
DROP INDEX runs_by_prompt;
DROP INDEX runs_by_status;
CREATE INDEX runs_by_time ON runs (created_at DESC, id DESC) WHERE experiment_number IS NULL;
CREATE INDEX runs_by_prompt ON runs (prompt_id, created_at DESC, id DESC) WHERE experiment_number IS NULL;
CREATE INDEX runs_by_status ON runs (status, created_at DESC, id DESC) WHERE experiment_number IS NULL;
`,
}
