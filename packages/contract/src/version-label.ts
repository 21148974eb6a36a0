import { z } from 'zod'
import { idSchema, timestampSchema } from './ids.ts'

/** The label that the system keeps on the newest version. */
export const latestLabel = 'latest'

/** A label's name that a person may set: `production`, `candidate`, `team-a.v2`. Not `latest`, not only signs. */
export const labelNameSchema = z
  .string()
  .regex(
    /^(?!latest$)(?=.*[a-z0-9])[a-z0-9_.-]{1,36}$/,
    'A label has 1 to 36 of a-z, 0-9, "_", "." and "-"; "latest" is kept by the system.',
  )

/** Names that the page suggests. */
export const suggestedLabels = ['production', 'candidate'] as const

/** A movable pointer to a version: each name is on one version of a prompt at a time. */
export const versionLabelSchema = z.strictObject({
  promptId: idSchema,
  name: z.string(),
  versionNumber: z.int().positive(),
  /** Why it was put there; may be empty. */
  note: z.string(),
  /** When it was put there. */
  setAt: timestampSchema,
})
export type VersionLabel = z.infer<typeof versionLabelSchema>

/** One line of a label's history. */
export const labelMoveSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** Null when it was on no version before. */
  fromNumber: z.int().positive().nullable(),
  /** Null when it was taken away. */
  toNumber: z.int().positive().nullable(),
  note: z.string(),
  createdAt: timestampSchema,
})
export type LabelMove = z.infer<typeof labelMoveSchema>
