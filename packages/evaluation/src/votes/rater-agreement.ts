import { voteChoiceSchema } from '@trialogue/contract'
import { krippendorffAlpha } from '../statistics/krippendorff-alpha.ts'
import type { CaseVote } from './tally-cases.ts'

export interface RaterAgreement {
  readonly raters: number
  /** Cases that two raters or more have voted on. */
  readonly sharedCases: number
  /** Krippendorff's alpha of their choices as categories; null where nothing is shared or nothing varies. */
  readonly alpha: number | null
}

/** How far raters say the same of the same cases, beyond chance. */
export function raterAgreement(votes: readonly CaseVote[]): RaterAgreement {
  const units = Array.from(Map.groupBy(votes, ({ itemIndex }) => itemIndex).values(), (ofCase) =>
    ofCase.map(({ choice }) => voteChoiceSchema.options.indexOf(choice)),
  )
  return {
    raters: new Set(votes.map(({ raterId }) => raterId)).size,
    sharedCases: units.filter((unit) => unit.length > 1).length,
    alpha: krippendorffAlpha(units, 'nominal'),
  }
}
