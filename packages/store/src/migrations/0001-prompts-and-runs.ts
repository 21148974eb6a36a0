import type { Migration } from './migration.ts'

/** Prompts with their drafts and immutable versions; runs with their generations, steps and events. */
export const promptsAndRuns: Migration = {
  number: 1,
  name: 'prompts and runs',
  sql: `
CREATE TABLE prompts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX prompts_by_change ON prompts (updated_at DESC, id DESC);

CREATE TABLE versions (
  id TEXT PRIMARY KEY,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  parent_number INTEGER,
  restored_from_number INTEGER,
  message TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  content_sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (prompt_id, number),
  FOREIGN KEY (prompt_id, parent_number) REFERENCES versions (prompt_id, number),
  FOREIGN KEY (prompt_id, restored_from_number) REFERENCES versions (prompt_id, number)
) STRICT;

CREATE TRIGGER versions_count_without_gaps BEFORE INSERT ON versions
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE prompt_id = NEW.prompt_id)
BEGIN SELECT raise(ABORT, 'a version takes the next number'); END;
CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
BEGIN SELECT raise(ABORT, 'a version never changes'); END;
CREATE TRIGGER versions_are_never_deleted BEFORE DELETE ON versions
BEGIN SELECT raise(ABORT, 'a version is never deleted'); END;

CREATE TABLE drafts (
  prompt_id TEXT PRIMARY KEY REFERENCES prompts (id),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  base_version INTEGER,
  content TEXT NOT NULL CHECK (json_valid(content)),
  updated_at INTEGER NOT NULL,
  FOREIGN KEY (prompt_id, base_version) REFERENCES versions (prompt_id, number)
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  prompt_id TEXT REFERENCES prompts (id),
  prompt_version INTEGER,
  status TEXT NOT NULL,
  request TEXT NOT NULL CHECK (json_valid(request)),
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  FOREIGN KEY (prompt_id, prompt_version) REFERENCES versions (prompt_id, number)
) STRICT;
CREATE INDEX runs_by_time ON runs (created_at DESC, id DESC);
CREATE INDEX runs_by_prompt ON runs (prompt_id, created_at DESC, id DESC);
CREATE INDEX runs_left_running ON runs (id) WHERE status = 'running';

CREATE TABLE generations (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  position INTEGER NOT NULL,
  variant_id TEXT NOT NULL,
  item_index INTEGER NOT NULL,
  sample_index INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  model_kind TEXT NOT NULL,
  model_sha256 TEXT,
  execution_provider TEXT,
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  reasoning TEXT NOT NULL CHECK (json_valid(reasoning)),
  seed INTEGER NOT NULL,
  status TEXT NOT NULL,
  queue_position INTEGER,
  progress REAL,
  finish_reason TEXT,
  error TEXT CHECK (json_valid(error)),
  reasoning_text TEXT,
  answer TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  UNIQUE (run_id, position),
  UNIQUE (run_id, variant_id, item_index, sample_index)
) STRICT;

CREATE TABLE generation_steps (
  generation_id TEXT NOT NULL REFERENCES generations (id),
  step_index INTEGER NOT NULL,
  kind TEXT NOT NULL,
  model_input TEXT NOT NULL,
  token_ids_sha256 TEXT,
  text TEXT NOT NULL,
  logprobs TEXT NOT NULL CHECK (json_valid(logprobs)),
  finish_reason TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  queued_ms REAL,
  ttft_ms REAL,
  prefill_ms REAL,
  decode_ms REAL,
  PRIMARY KEY (generation_id, step_index)
) STRICT;

CREATE TABLE run_events (
  run_id TEXT NOT NULL REFERENCES runs (id),
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  event TEXT NOT NULL CHECK (json_valid(event)),
  PRIMARY KEY (run_id, sequence)
) STRICT;
CREATE TRIGGER run_events_only_rise BEFORE INSERT ON run_events
WHEN NEW.sequence <= (SELECT max(sequence) FROM run_events WHERE run_id = NEW.run_id)
BEGIN SELECT raise(ABORT, 'the sequence of a run''s events only rises'); END;
`,
}
