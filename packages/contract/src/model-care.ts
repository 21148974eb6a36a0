import { z } from 'zod'
import { timestampSchema } from './ids.ts'
import { modelSchema } from './model.ts'

/** What came of reading all files of a model again and comparing them with its manifest. */
export const modelCheckSchema = z.strictObject({
  fileCount: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  /** Files that are not what they were; empty for a model that is whole. */
  damaged: z.array(
    z.strictObject({
      path: z.string(),
      /** `link`: it is reached through a link, which models may not use. */
      reason: z.enum(['missing', 'link', 'size', 'sha256']),
      /** What is wrong and what to do, for people to read. */
      message: z.string(),
    }),
  ),
  checkedAt: timestampSchema,
})
export type ModelCheck = z.infer<typeof modelCheckSchema>

/** What may be corrected of a model that was imported or pulled: guesses from its name and files. */
export const modelCorrectionSchema = modelSchema
  .pick({ kind: true })
  .extend({ name: z.string().trim().min(1).max(200), family: z.string().trim().min(1).max(200) })
  .partial()
export type ModelCorrection = z.infer<typeof modelCorrectionSchema>

/** What whoever made a model says about it. A stranger's text: to be shown as such. */
export const modelCardSchema = z.strictObject({
  /** Markdown without its front matter; null for a model that has none. */
  markdown: z.string().nullable(),
  /** Whether it is longer than what is here. */
  isCut: z.boolean(),
})
export type ModelCard = z.infer<typeof modelCardSchema>
