import type {
  CachePath,
  CellState,
  EndpointApi,
  FinishReason,
  GenerationMode,
  GenerationStatus,
  ModelKind,
  PromptType,
  RunStatus,
  ScoreCategory,
  StepKind,
} from '@trialogue/contract'
import type { Generated } from 'kysely'

/**
 * The tables as the queries see them; `migrations/` makes them. Times are integer milliseconds since 1970.
 * A column of type `Json` holds one whole value of the contract as JSON text.
 */
type Json = string

interface PromptTable {
  id: string
  name: string
  created_at: number
  updated_at: number
}

interface DraftTable {
  prompt_id: string
  revision: number
  base_version: number | null
  content: Json
  updated_at: number
}

interface VersionTable {
  id: string
  prompt_id: string
  number: number
  parent_number: number | null
  restored_from_number: number | null
  message: string
  content: Json
  content_sha256: string
  created_at: number
}

interface LabelTable {
  prompt_id: string
  name: string
  version_number: number
  note: string
  set_at: number
}

interface LabelMoveTable {
  id: string
  prompt_id: string
  name: string
  from_number: number | null
  to_number: number | null
  note: string
  created_at: number
}

interface RunTable {
  id: string
  prompt_id: string | null
  prompt_version: number | null
  status: RunStatus
  request: Json
  created_at: number
  finished_at: number | null
  /** Of a run that holds one cell of an experiment. */
  experiment_number: number | null
}

export interface GenerationTable {
  id: string
  run_id: string
  /** Place in the run's list of generations, from 0. */
  position: number
  variant_id: string
  item_index: number
  sample_index: number
  model_id: string
  model_kind: ModelKind
  model_sha256: string | null
  execution_provider: string | null
  mode: GenerationMode | null
  cache_path: CachePath | null
  price: Json | null
  parameters: Json
  reasoning: Json
  seed: number
  status: GenerationStatus
  queue_position: number | null
  progress: number | null
  finish_reason: FinishReason | null
  error: Json | null
  reasoning_text: string | null
  answer: string | null
  paths: Json
  created_at: number
  finished_at: number | null
  /** What all its calls read and wrote; null until it has ended, and where that is not known. */
  prompt_tokens: number | null
  completion_tokens: number | null
}

/** One call of the model. Usage is there as a whole or not at all, and so are the times. */
export interface StepTable {
  generation_id: string
  step_index: number
  kind: StepKind
  path: number
  model_input: string
  token_ids_sha256: string | null
  text: string
  /** Null until the step has ended, and for steps written before tokens were recorded. */
  token_ids: Json | null
  logprobs: Json
  finish_reason: FinishReason | null
  prompt_tokens: number | null
  completion_tokens: number | null
  /** Null for steps written before prefixes were shared. */
  cached_tokens: number | null
  is_usage_estimated: 0 | 1
  queued_ms: number | null
  ttft_ms: number | null
  prefill_ms: number | null
  decode_ms: number | null
}

/** What the list of runs shows of a run's request. */
interface RunSummaryTable {
  /** Counts the runs up; `run_texts` goes by it. */
  number: Generated<number>
  run_id: string
  prompt_type: PromptType
  strategies: Json
  item_count: number
  sample_count: number
  generation_count: number
}

/** The models that a run asks, in the order of its variants, each once. */
interface RunModelTable {
  run_id: string
  position: number
  model_id: string
  model_kind: ModelKind
}

/** What is searched. Triggers keep the index in step, which has this table's `number` as its rowid. */
interface RunTextTable {
  /** The number of the run × 16 384, plus 0 for what was asked, from 1 on for outputs by the place of their generation. */
  number: number
  first_line: string
  /** On one line, with two blanks behind it. */
  text: string
}

/** The entries of the index over `run_texts`: three characters each, in lower case. */
interface RunTextEntryTable {
  term: string
}

interface RunEventTable {
  run_id: string
  sequence: number
  event: Json
}

interface BenchmarkTable {
  model_id: string
  model_sha256: string | null
  result: Json
}

/** A server that runs models for us. The key is sealed, and opens only for the origins of `urls`. */
export interface EndpointTable {
  name: string
  api: EndpointApi
  urls: Json
  allows_private: 0 | 1
  concurrency: number
  sealed_key: string | null
  key_hint: string | null
  last_test: Json | null
  created_at: number
  updated_at: number
}

export interface EndpointModelTable {
  endpoint_name: string
  name: string
  /** Place in the endpoint's list, from 0. */
  position: number
  kind: ModelKind
  context_length: number
  capabilities: Json | null
  dialect: Json | null
  price: Json | null
  is_enabled: 0 | 1
}

export interface DatasetTable {
  /** Counts the data sets up; rows and versions go by it. */
  number: Generated<number>
  id: string
  name: string
  sample_id: string | null
  next_row_id: number
  next_column_id: number
  created_at: number
  updated_at: number
}

export interface DatasetVersionTable {
  dataset_number: number
  number: number
  message: string
  columns: Json
  row_count: number
  synthetic_count: number
  content_sha256: string
  created_at: number
}

/** A revision of a row: it holds from one version on, and before another. */
export interface DatasetRowTable {
  number: Generated<number>
  dataset_number: number
  row_id: number
  place: number
  /** The text of column n in place n. */
  cells: Json
  is_synthetic: number
  from_version: number
  until_version: number | null
}

export interface ExperimentTable {
  number: Generated<number>
  id: string
  name: string
  /** What a person wants of it. */
  intent: 'run' | 'paused' | 'cancelled'
  prompt_id: string | null
  dataset_number: number
  setup: Json
  scorers: Json
  item_count: number
  revision: number
  created_at: number
  finished_at: number | null
}

interface ExperimentItemTable {
  experiment_number: number
  item_index: number
  /** The revision of the row. */
  row_number: number
  slice: string | null
}

export interface ExperimentCellTable {
  experiment_number: number
  number: number
  item_index: number
  variant_index: number
  sample_index: number
  state: CellState
  /** Whether every scorer has judged it. */
  is_scored: number
  /** Whether it failed, or a scorer did not pass it. */
  is_failing: number
  run_id: string | null
  preview: string | null
  has_answer: number | null
  /** The first digits, to see whether two answers are the same. */
  answer_sha256: string | null
  finish_reason: FinishReason | null
  error_code: string | null
  latency_ms: number | null
  prompt_tokens: number | null
  completion_tokens: number | null
  cost: number | null
  currency: string | null
  rating: number | null
  comment: string | null
  rated_at: number | null
}

interface ExperimentScoreTable {
  experiment_number: number
  cell_number: number
  name: string
  category: ScoreCategory
  is_pass: number | null
  /** The value, where it is a number. */
  amount: number | null
  score: Json
}

export interface Schema {
  prompts: PromptTable
  drafts: DraftTable
  versions: VersionTable
  labels: LabelTable
  label_moves: LabelMoveTable
  runs: RunTable
  generations: GenerationTable
  generation_steps: StepTable
  run_events: RunEventTable
  run_summaries: RunSummaryTable
  run_models: RunModelTable
  run_texts: RunTextTable
  run_texts_entries: RunTextEntryTable
  benchmarks: BenchmarkTable
  endpoints: EndpointTable
  endpoint_models: EndpointModelTable
  datasets: DatasetTable
  dataset_versions: DatasetVersionTable
  dataset_rows: DatasetRowTable
  experiments: ExperimentTable
  experiment_items: ExperimentItemTable
  experiment_cells: ExperimentCellTable
  experiment_scores: ExperimentScoreTable
}
