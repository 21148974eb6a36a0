import { z } from 'zod'
import { timestampSchema } from './ids.ts'

/** What this machine has for models. Sizes in bytes. */
export const machineSchema = z.strictObject({
  memoryTotalBytes: z.int().nonnegative(),
  /** What could be given to a model now, the limit of a container included. */
  memoryFreeBytes: z.int().nonnegative(),
  /** What the models that are loaded hold. */
  modelsMemoryBytes: z.int().nonnegative(),
  diskFreeBytes: z.int().nonnegative(),
  cores: z.int().positive(),
  /** Where models run: an execution provider; null before the first one was loaded. */
  executionProvider: z.string().nullable(),
  /** Why not on a better one, for people to read; null where there is nothing to say. */
  deviceReason: z.string().nullable(),
  /** A model that nobody asks is unloaded after so long; null never. */
  idleUnloadMs: z.int().positive().nullable(),
})
export type Machine = z.infer<typeof machineSchema>

/** A small measurement of one model on this machine: greedy, one sequence, a prompt of its own making. */
export const benchmarkSchema = z.strictObject({
  promptTokens: z.int().positive(),
  completionTokens: z.int().positive(),
  /** Medians of `rounds`. */
  prefillTokensPerSecond: z.number().nonnegative(),
  decodeTokensPerSecond: z.number().nonnegative(),
  ttftMs: z.number().nonnegative(),
  rounds: z.int().positive(),
  measuredAt: timestampSchema,
})
export type Benchmark = z.infer<typeof benchmarkSchema>
