import type { BenchmarkRepository } from './repositories/benchmark-repository.ts'
import type { DatasetRepository } from './repositories/dataset-repository.ts'
import type { DraftRepository } from './repositories/draft-repository.ts'
import type { EndpointRepository } from './repositories/endpoint-repository.ts'
import type { ExperimentRepository } from './repositories/experiment-repository.ts'
import type { LabelRepository } from './repositories/label-repository.ts'
import type { PromptRepository } from './repositories/prompt-repository.ts'
import type { RunRepository } from './repositories/run-repository.ts'
import type { VersionRepository } from './repositories/version-repository.ts'

/**
 * Everything Trialogue keeps. What a repository's promise has acknowledged survives a killed process and a power cut.
 * Every call may throw DISK_FULL; reading goes on working then.
 */
export interface Store {
  readonly prompts: PromptRepository
  readonly drafts: DraftRepository
  readonly versions: VersionRepository
  readonly labels: LabelRepository
  readonly runs: RunRepository
  readonly benchmarks: BenchmarkRepository
  readonly endpoints: EndpointRepository
  readonly datasets: DatasetRepository
  readonly experiments: ExperimentRepository
  /** Whether the database can be read now. */
  check(): boolean
  /** Writes everything back into the database file, and gives the data directory free. */
  close(): Promise<void>
}
