import { promptsAndRuns } from './0001-prompts-and-runs.ts'
import type { Migration } from './migration.ts'

/** All migrations, oldest first. */
export const migrations: readonly Migration[] = [promptsAndRuns]
