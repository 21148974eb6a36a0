import { z } from 'zod'
import { generationModeSchema } from './run.ts'

/** Where one of the two goes on; the token is null where it has ended, the text is what it wrote from there on. */
const continuationSchema = z.strictObject({ tokenId: z.int().nonnegative().nullable(), text: z.string() })

/** What came of running a stored generation again, as it was recorded. */
export const verificationSchema = z.discriminatedUnion('identical', [
  z.strictObject({ identical: z.literal(true), mode: generationModeSchema }),
  z.strictObject({
    identical: z.literal(false),
    mode: generationModeSchema,
    /** Which of the generation's calls; the ones before it came out the same. */
    stepIndex: z.int().nonnegative(),
    /** From 0, within that step. */
    differsAtToken: z.int().nonnegative(),
    expected: continuationSchema,
    actual: continuationSchema,
  }),
])
export type Verification = z.infer<typeof verificationSchema>
