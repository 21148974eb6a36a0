import { z } from 'zod'
import { idSchema, timestampSchema } from './ids.ts'
import { sha256Schema } from './model.ts'
import {
  generationSchema,
  generationStatusSchema,
  runSchema,
  runStatusSchema,
  stepKindSchema,
  tokenLogprobSchema,
} from './run.ts'

/**
 * What happens to a run, in order. Folding all of them with `foldRunEvent` gives exactly `GET /api/runs/:id`.
 * `run.snapshot` replaces everything known so far: it opens each run, and it is sent again when a reader asks to
 * resume from a place the server no longer has.
 */
export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run.snapshot'), run: runSchema }),
  z.strictObject({
    type: z.literal('generation.status'),
    generationId: idSchema,
    status: generationStatusSchema.extract(['queued', 'loading', 'prefilling', 'decoding']),
    queuePosition: z.int().nonnegative().nullable(),
    progress: z.number().min(0).max(1).nullable(),
  }),
  /** Comes once more where a server broke off and the step begins again: what it had written is gone. */
  z.strictObject({
    type: z.literal('generation.step'),
    generationId: idSchema,
    stepIndex: z.int().nonnegative(),
    kind: stepKindSchema,
    path: z.int().nonnegative().default(0),
    modelInput: z.string(),
    tokenIdsSha256: sha256Schema.nullable(),
    promptTokens: z.int().nonnegative(),
  }),
  z.strictObject({
    type: z.literal('generation.text'),
    generationId: idSchema,
    stepIndex: z.int().nonnegative(),
    /** What was added; always whole characters. */
    text: z.string(),
    logprobs: z.array(tokenLogprobSchema),
    /** Tokens that the step has written by now, this text's included. */
    completionTokens: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('generation.finished'), generation: generationSchema }),
  z.strictObject({
    type: z.literal('run.status'),
    status: runStatusSchema,
    finishedAt: timestampSchema.nullable(),
  }),
])
export type RunEvent = z.infer<typeof runEventSchema>

/** An event with its number: rises within a run, never repeats, and is the SSE `id` that `Last-Event-ID` names. */
export const numberedRunEventSchema = z.strictObject({ sequence: z.int().positive(), event: runEventSchema })
export type NumberedRunEvent = z.infer<typeof numberedRunEventSchema>
