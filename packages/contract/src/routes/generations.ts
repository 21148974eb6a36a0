import { z } from 'zod'
import { divergenceRequestSchema, divergenceSchema } from '../divergence.ts'
import { idSchema, pageSchema } from '../ids.ts'
import { textBranchSchema } from '../text-branch.ts'
import { verificationSchema } from '../verification.ts'
import { defineRoute } from './route.ts'

const params = z.strictObject({ generationId: idSchema })

export const generationRoutes = {
  verifyGeneration: defineRoute({
    method: 'POST',
    path: '/api/generations/:generationId/verify',
    summary: 'Runs a generation again as it was recorded, and says whether it came out the same.',
    tag: 'generations',
    params,
    response: verificationSchema,
  }),
  listBranches: defineRoute({
    method: 'GET',
    path: '/api/generations/:generationId/branches',
    summary: 'The original that a generation goes back to, and all that was branched off it, oldest first.',
    tag: 'generations',
    params,
    response: pageSchema(textBranchSchema),
  }),
  compareTokens: defineRoute({
    method: 'POST',
    path: '/api/generations/:generationId/divergence',
    summary:
      'Forces an output through another model with the same tokenizer, and tells what both think of each token.',
    tag: 'generations',
    params,
    body: divergenceRequestSchema,
    response: divergenceSchema,
  }),
}
