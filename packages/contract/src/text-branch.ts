import { z } from 'zod'
import { idSchema, timestampSchema } from './ids.ts'
import { branchPointSchema } from './run.ts'

/** One of the ways that a text was written: the original, or what was gone on with from within another one. */
export const textBranchSchema = z.strictObject({
  generationId: idSchema,
  runId: idSchema,
  /** Null for the original. */
  branch: branchPointSchema.nullable(),
  /** The token that was put there; null where none was, or it is not known (yet). */
  tokenText: z.string().nullable(),
  createdAt: timestampSchema,
})
export type TextBranch = z.infer<typeof textBranchSchema>
