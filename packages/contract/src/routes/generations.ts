import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { verificationSchema } from '../verification.ts'
import { defineRoute } from './route.ts'

export const generationRoutes = {
  verifyGeneration: defineRoute({
    method: 'POST',
    path: '/api/generations/:generationId/verify',
    summary: 'Runs a generation again as it was recorded, and says whether it came out the same.',
    tag: 'generations',
    params: z.strictObject({ generationId: idSchema }),
    response: verificationSchema,
  }),
}
