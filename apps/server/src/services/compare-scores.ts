import type { DivergentToken, Shift, TokenCandidate, TokenLogprob, TokenView } from '@trialogue/contract'

/** Likeliest tokens that are looked at in each place, of either model. */
export const comparedAlternatives = 50
/** Of these, what is told. */
const toldAlternatives = 10
/** A token up to this rank is the other model's choice almost as well: AlignTDS (Lin et al. 2023, arXiv 2312.01552). */
const marginalRank = 3

/** What two models think of the same tokens, place by place; what only one of them scored is left out. */
export function compareScores(
  own: readonly TokenLogprob[],
  other: readonly TokenLogprob[],
): DivergentToken[] {
  return own.slice(0, other.length).flatMap((score, index) => {
    const opposite = other[index]
    if (opposite === undefined) return []
    const view = toView(opposite)
    return [
      {
        id: score.id,
        text: score.text,
        own: toView(score),
        other: view,
        shift: shiftOf(view.rank),
        klAtLeast: klAtLeast(score.alternatives, opposite.alternatives),
      },
    ]
  })
}

function toView({ id, logprob, alternatives }: TokenLogprob): TokenView {
  const place = alternatives.findIndex((candidate) => candidate.id === id)
  return {
    logprob,
    rank: place === -1 ? null : place + 1,
    alternatives: alternatives.slice(0, toldAlternatives),
  }
}

function shiftOf(rank: number | null): Shift {
  if (rank === 1) return 'unshifted'
  return rank !== null && rank <= marginalRank ? 'marginal' : 'shifted'
}

/**
 * KL(own ‖ other) over the tokens that both lists have, and all others taken together. To take outcomes together can only
 * make it smaller (data-processing inequality: Cover & Thomas, Elements of Information Theory, 2.8), so the true one is
 * at least this. In nats.
 */
function klAtLeast(own: readonly TokenCandidate[], other: readonly TokenCandidate[]): number {
  const others = new Map(other.map(({ id, logprob }) => [id, Math.exp(logprob)]))
  let sum = 0
  let [restOwn, restOther] = [1, 1]
  for (const { id, logprob } of own) {
    const [p, q] = [Math.exp(logprob), others.get(id)]
    if (q === undefined) continue
    sum += term(p, q)
    restOwn -= p
    restOther -= q
  }
  return Math.max(0, sum + term(restOwn, restOther))
}

/** Below this a rest is nothing but rounding. */
const crumb = 1e-6

function term(p: number, q: number): number {
  return p < crumb || q < crumb ? 0 : p * Math.log(p / q)
}
