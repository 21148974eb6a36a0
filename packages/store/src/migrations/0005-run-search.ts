import type { Migration } from './migration.ts'

/** A text without the blanks before its first line, cut after that line and after 200 characters. */
const firstLine = (text: string) => {
  const trimmed = `trim(${text}, ' ' || char(9, 10, 13))`
  return `rtrim(substr(${trimmed}, 1, min(200, instr(${trimmed} || char(10), char(10)) - 1)), char(9, 13) || ' ')`
}

/** Search reads a text as one line. */
const oneLine = (text: string) =>
  `replace(replace(replace(${text}, char(10), ' '), char(13), ' '), char(9), ' ') || '  '`

/** What was written into a part of a run's request, without ids, roles and the names of variables. */
const textsIn = (part: string) =>
  `coalesce((
    SELECT group_concat(atom, ' ') FROM json_tree(request, ${part})
    WHERE type = 'text' AND coalesce(key, '') NOT IN ('id', 'role', 'name')
  ), '')`

/**
 * What the list of runs shows and searches. `run_texts` holds what is searched: one text for what was asked and one for
 * each output; its index follows it by triggers. An entry of the index is three characters in a row, so any part of a
 * word is found, in scripts without spaces as well; blanks behind a text let its last characters open an entry, too.
 * https://www.sqlite.org/fts5.html#the_trigram_tokenizer
 */
export const runSearch: Migration = {
  number: 5,
  name: 'run search',
  sql: `
CREATE TABLE run_summaries (
  number INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE REFERENCES runs (id),
  prompt_type TEXT NOT NULL,
  strategies TEXT NOT NULL CHECK (json_valid(strategies)),
  item_count INTEGER NOT NULL,
  sample_count INTEGER NOT NULL,
  generation_count INTEGER NOT NULL
) STRICT;

CREATE TABLE run_models (
  run_id TEXT NOT NULL REFERENCES runs (id),
  position INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  model_kind TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT;

CREATE TABLE run_texts (
  number INTEGER PRIMARY KEY,
  first_line TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE run_texts_index USING fts5 (
  text, content = 'run_texts', content_rowid = 'number', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE run_texts_entries USING fts5vocab (run_texts_index, row);
CREATE TRIGGER run_texts_enter_the_index AFTER INSERT ON run_texts
BEGIN INSERT INTO run_texts_index (rowid, text) VALUES (NEW.number, NEW.text); END;
CREATE TRIGGER run_texts_leave_the_index AFTER DELETE ON run_texts
BEGIN INSERT INTO run_texts_index (run_texts_index, rowid, text) VALUES ('delete', OLD.number, OLD.text); END;
CREATE TRIGGER run_texts_change_in_the_index AFTER UPDATE OF text ON run_texts WHEN OLD.text <> NEW.text
BEGIN
  INSERT INTO run_texts_index (run_texts_index, rowid, text) VALUES ('delete', OLD.number, OLD.text);
  INSERT INTO run_texts_index (rowid, text) VALUES (NEW.number, NEW.text);
END;

CREATE INDEX runs_by_status ON runs (status, created_at DESC, id DESC);
ALTER TABLE generations ADD COLUMN prompt_tokens INTEGER;
ALTER TABLE generations ADD COLUMN completion_tokens INTEGER;
UPDATE generations SET
  prompt_tokens = (SELECT sum(s.prompt_tokens) FROM generation_steps s WHERE s.generation_id = generations.id),
  completion_tokens = (SELECT sum(s.completion_tokens) FROM generation_steps s WHERE s.generation_id = generations.id)
WHERE status IN ('completed', 'failed', 'interrupted');
CREATE INDEX generations_by_outcome ON generations (run_id, status, prompt_tokens, completion_tokens);

INSERT INTO run_summaries (run_id, prompt_type, strategies, item_count, sample_count, generation_count)
SELECT
  id,
  coalesce(request ->> '$.body.type', 'text'),
  (SELECT json_group_array(strategy) FROM (
    SELECT value ->> '$.reasoning.strategy' AS strategy
    FROM json_each(request, '$.variants') GROUP BY strategy ORDER BY min(key)
  )),
  coalesce(json_array_length(request, '$.items'), 1),
  coalesce(request ->> '$.samples', 1),
  (SELECT count(*) FROM generations WHERE run_id = runs.id)
FROM runs ORDER BY created_at, id;

INSERT INTO run_models
SELECT run_id, row_number() OVER (PARTITION BY run_id ORDER BY first) - 1, model_id, model_kind
FROM (SELECT run_id, model_id, model_kind, min(position) AS first FROM generations GROUP BY run_id, model_id);

INSERT INTO run_texts
SELECT
  number << 14,
  ${firstLine(`CASE request ->> '$.body.type'
    WHEN 'text' THEN request ->> '$.body.text.template'
    WHEN 'data' THEN coalesce(request ->> '$.body.data.query[0]', '')
    WHEN 'chat' THEN coalesce(request ->> '$.body.chat.turns[#-1].template', '')
    ELSE ''
  END`)},
  ${oneLine(
    ["'$.body.system'", "'$.body.' || (request ->> '$.body.type')", "'$.items'"]
      .map(textsIn)
      .join(" || ' ' || "),
  )}
FROM runs JOIN run_summaries ON run_id = id;

INSERT INTO run_texts
SELECT
  (number << 14) + position + 1,
  ${firstLine(`coalesce(answer, (
    SELECT s.text FROM generation_steps s WHERE s.generation_id = id AND s.step_index = 0
  ), '')`)},
  ${oneLine(`coalesce((
    SELECT group_concat(s.text, ' ') FROM generation_steps s WHERE s.generation_id = id
  ), '')`)}
FROM generations JOIN run_summaries USING (run_id)
WHERE status IN ('completed', 'failed', 'interrupted');
`,
}
