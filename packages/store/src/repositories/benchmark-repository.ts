import { type Benchmark, benchmarkSchema } from '@trialogue/contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Which model, with which files; null for one whose files are not known. */
interface MeasuredModel {
  readonly id: string
  readonly sha256: string | null
}

/** The last measurement of each model. */
export interface BenchmarkRepository {
  /** Null where there is none, or one of other files. */
  find(model: MeasuredModel): Promise<Benchmark | null>
  save(model: MeasuredModel, benchmark: Benchmark): Promise<void>
}

export function createBenchmarkRepository(queries: Kysely<Schema>): BenchmarkRepository {
  return {
    async find({ id, sha256 }) {
      const row = await queries
        .selectFrom('benchmarks')
        .selectAll()
        .where('model_id', '=', id)
        .executeTakeFirst()
      if (row === undefined || row.model_sha256 !== sha256) return null
      return benchmarkSchema.parse(JSON.parse(row.result))
    },
    async save({ id, sha256 }, benchmark) {
      const row = { model_sha256: sha256, result: JSON.stringify(benchmark) }
      await queries
        .insertInto('benchmarks')
        .values({ model_id: id, ...row })
        .onConflict((conflict) => conflict.column('model_id').doUpdateSet(row))
        .execute()
    },
  }
}
