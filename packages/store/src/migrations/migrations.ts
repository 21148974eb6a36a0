import { promptsAndRuns } from './0001-prompts-and-runs.ts'
import { generationModes } from './0002-generation-modes.ts'
import { reasoningPaths } from './0003-reasoning-paths.ts'
import { versionLabels } from './0004-version-labels.ts'
import { runSearch } from './0005-run-search.ts'
import { textBranches } from './0006-text-branches.ts'
import { prices } from './0007-prices.ts'
import { benchmarks } from './0008-benchmarks.ts'
import { endpoints } from './0009-endpoints.ts'
import { estimatedUsage } from './0010-estimated-usage.ts'
import { datasets } from './0011-datasets.ts'
import { experiments } from './0012-experiments.ts'
import type { Migration } from './migration.ts'

/** All migrations, oldest first. */
export const migrations: readonly Migration[] = [
  promptsAndRuns,
  generationModes,
  reasoningPaths,
  versionLabels,
  runSearch,
  textBranches,
  prices,
  benchmarks,
  endpoints,
  estimatedUsage,
  datasets,
  experiments,
]
