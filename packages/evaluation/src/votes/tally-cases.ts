import type { VoteChoice } from '@trialogue/contract'

/** One vote of one rater on one case. */
export interface CaseVote {
  readonly itemIndex: number
  readonly raterId: string
  readonly choice: VoteChoice
}

export interface VoteTally {
  readonly a: number
  readonly b: number
  readonly ties: number
  readonly bothBad: number
}

/** Every vote counted once. Of one rater, votes are independent; of several on the same cases they are not. */
export function tallyVotes(choices: readonly VoteChoice[]): VoteTally {
  const count = (choice: VoteChoice) => choices.filter((one) => one === choice).length
  return { a: count('a'), b: count('b'), ties: count('tie'), bothBad: count('both-bad') }
}

/**
 * Every case counted once, by what most of its raters said: evidence grows with cases, not with raters who say the same
 * of one. More `a` than `b` or the other way round decides; otherwise it is a tie, or bad both when most who saw no
 * difference said so.
 */
export function tallyCases(votes: readonly CaseVote[]): VoteTally {
  const byCase = Map.groupBy(votes, ({ itemIndex }) => itemIndex)
  return tallyVotes(Array.from(byCase.values(), (ofCase) => decideCase(ofCase.map(({ choice }) => choice))))
}

function decideCase(choices: readonly VoteChoice[]): VoteChoice {
  const { a, b, ties, bothBad } = tallyVotes(choices)
  if (a !== b) return a > b ? 'a' : 'b'
  return bothBad > ties + a + b ? 'both-bad' : 'tie'
}
