import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { invertMatrix } from './invert-matrix.ts'
import { normalCdf, normalQuantile } from './special-functions.ts'

/** Votes between two players, by their places in the list of players. */
export interface PairVotes {
  readonly first: number
  readonly second: number
  readonly firstWins: number
  readonly secondWins: number
  readonly ties: number
}

export interface Strength extends Interval {
  /** Natural logarithm, relative to the mean of all: 0 is average, ln 2 wins twice as often as an average one. */
  readonly strength: number
}

export interface Ranking {
  /** One for each player, in the order of the list. */
  readonly strengths: readonly Strength[]
  /** 0 when there are no ties; larger when close pairs tie more often. */
  readonly tieRate: number
  /** By how much the strength of one player exceeds that of another; two-sided p by Wald's test. */
  compare(player: number, other: number): StrengthDifference
}

export interface StrengthDifference extends Interval {
  readonly difference: number
  readonly p: number
}

const MAX_STEPS = 100
const TOLERANCE = 1e-12

/**
 * How strong each of several players is, from votes between pairs of them, ties included: the maximum of the likelihood
 * of Davidson 1970, "On extending the Bradley–Terry model to accommodate ties", JASA 65, where P(i beats j) is
 * πᵢ / (πᵢ + πⱼ + ν√(πᵢπⱼ)); intervals from the information at the maximum (Wald). Null when the votes do not determine
 * it: some players never lost or tied against the others (Ford 1957).
 */
export function fitBradleyTerry(
  playerCount: number,
  votes: readonly PairVotes[],
  confidence: number = DEFAULT_CONFIDENCE,
): Ranking | null {
  if (playerCount < 2 || !isDetermined(playerCount, votes)) return null
  const hasTies = votes.some(({ ties }) => ties > 0)
  let point: Point = { strengths: new Array<number>(playerCount).fill(0), tie: 0, hasTies }
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, information } = derivatives(point, votes)
    const change = multiply(invertMatrix(pinned(information, playerCount)), gradient)
    point = moved(point, change, votes)
    if (Math.max(...change.map(Math.abs)) < TOLERANCE) break
  }
  const covariance = invertMatrix(pinned(derivatives(point, votes).information, playerCount))
  const z = normalQuantile(0.5 + confidence / 2)
  const strengths = point.strengths.map((strength, index) => {
    // What pinning the mean added is taken out again.
    const variance = (covariance[index]?.[index] ?? 0) - 1 / playerCount
    const half = z * Math.sqrt(Math.max(0, variance))
    return { strength, low: strength - half, high: strength + half }
  })
  const compare = (player: number, other: number): StrengthDifference => {
    const cell = (row: number, column: number) => covariance[row]?.[column] ?? 0
    const difference = (point.strengths[player] ?? 0) - (point.strengths[other] ?? 0)
    // What pinning the mean added cancels out.
    const variance = cell(player, player) + cell(other, other) - 2 * cell(player, other)
    const error = Math.sqrt(Math.max(0, variance))
    const half = z * error
    const p = error === 0 ? 1 : 2 * normalCdf(-Math.abs(difference) / error)
    return { difference, p, low: difference - half, high: difference + half }
  }
  return { strengths, tieRate: hasTies ? Math.exp(point.tie) : 0, compare }
}

interface Point {
  /** Logarithms; their mean is 0. */
  readonly strengths: readonly number[]
  /** Logarithm of ν. */
  readonly tie: number
  readonly hasTies: boolean
}

/** The chances that the first wins, the second wins, they tie. */
function chances({ strengths, tie, hasTies }: Point, { first, second }: PairVotes) {
  const [a, b] = [strengths[first] ?? 0, strengths[second] ?? 0]
  const largest = Math.max(a, b)
  const wins = Math.exp(a - largest)
  const losses = Math.exp(b - largest)
  const ties = hasTies ? Math.exp(tie + (a + b) / 2 - largest) : 0
  const sum = wins + losses + ties
  return { win: wins / sum, loss: losses / sum, tie: ties / sum }
}

/** Gradient and information of the log-likelihood; the last row and column are the ties'. */
function derivatives(point: Point, votes: readonly PairVotes[]) {
  const size = point.strengths.length + (point.hasTies ? 1 : 0)
  const gradient = new Array<number>(size).fill(0)
  const information = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const vote of votes) {
    const chance = chances(point, vote)
    const count = vote.firstWins + vote.secondWins + vote.ties
    // Each outcome adds these to the exponents of first, second and tie.
    const outcomes = [
      { share: chance.win, seen: vote.firstWins, adds: [1, 0, 0] },
      { share: chance.loss, seen: vote.secondWins, adds: [0, 1, 0] },
      { share: chance.tie, seen: vote.ties, adds: [0.5, 0.5, 1] },
    ]
    const mean = [0, 1, 2].map((k) =>
      outcomes.reduce((sum, { share, adds }) => sum + share * (adds[k] ?? 0), 0),
    )
    const places = [vote.first, vote.second, point.hasTies ? size - 1 : -1]
    places.forEach((row, k) => {
      if (row < 0) return
      const observed = outcomes.reduce((sum, { seen, adds }) => sum + seen * (adds[k] ?? 0), 0)
      gradient[row] = (gradient[row] ?? 0) + observed - count * (mean[k] ?? 0)
      places.forEach((column, l) => {
        const cells = information[row]
        if (column < 0 || cells === undefined) return
        const product = outcomes.reduce(
          (sum, { share, adds }) => sum + share * (adds[k] ?? 0) * (adds[l] ?? 0),
          0,
        )
        cells[column] = (cells[column] ?? 0) + count * (product - (mean[k] ?? 0) * (mean[l] ?? 0))
      })
    })
  }
  return { gradient, information }
}

/** Only differences of strengths matter: their mean is held at 0. */
function pinned(information: readonly (readonly number[])[], playerCount: number): number[][] {
  return information.map((row, i) =>
    row.map((value, j) => (i < playerCount && j < playerCount ? value + 1 / playerCount : value)),
  )
}

/** A step of Newton's method, halved until the likelihood rises. */
function moved(point: Point, change: readonly number[], votes: readonly PairVotes[]): Point {
  const before = logLikelihood(point, votes)
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const next = {
      ...point,
      strengths: point.strengths.map((strength, index) => strength + scale * (change[index] ?? 0)),
      tie: point.hasTies ? point.tie + scale * (change.at(-1) ?? 0) : point.tie,
    }
    if (logLikelihood(next, votes) >= before - 1e-12 * Math.abs(before)) return next
  }
  return point
}

function logLikelihood(point: Point, votes: readonly PairVotes[]): number {
  const part = (count: number, chance: number) => (count === 0 ? 0 : count * Math.log(chance))
  return votes.reduce((sum, vote) => {
    const { win, loss, tie } = chances(point, vote)
    return sum + part(vote.firstWins, win) + part(vote.secondWins, loss) + part(vote.ties, tie)
  }, 0)
}

/** Whether from each player one comes to each other by steps to one that he beat or tied with. */
function isDetermined(playerCount: number, votes: readonly PairVotes[]): boolean {
  const beats = votes.flatMap(({ first, second, firstWins, secondWins, ties }) => [
    ...(firstWins + ties > 0 ? [{ from: first, to: second }] : []),
    ...(secondWins + ties > 0 ? [{ from: second, to: first }] : []),
  ])
  const backwards = beats.map(({ from, to }) => ({ from: to, to: from }))
  return [beats, backwards].every((edges) => reachable(edges).size === playerCount)
}

function reachable(edges: readonly { readonly from: number; readonly to: number }[]): Set<number> {
  const seen = new Set([0])
  for (const place of seen) {
    for (const { from, to } of edges) if (from === place) seen.add(to)
  }
  return seen
}

function multiply(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0))
}
