import { z } from 'zod'

/** What a rater says of two answers; `a` and `b` are the variants, on whichever side they stood. */
export const voteChoiceSchema = z.enum(['a', 'b', 'tie', 'both-bad'])
export type VoteChoice = z.infer<typeof voteChoiceSchema>
