import { expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap-interval.ts'
import type { PairedCounts } from './exact-mcnemar.ts'
import type { Interval } from './interval.ts'
import { pairedMeanDifference, pairedShareDifference } from './paired-difference.ts'
import { createRandom, type Random } from './random.ts'
import { SETTLED_EVIDENCE, voteEvidence } from './vote-evidence.ts'
import { wilsonInterval } from './wilson-interval.ts'

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const print = (figure: string) => process.stdout.write(`  measured: ${figure}\n`)

/** The share of samples whose interval contains the true value. */
function coverage(samples: number, truth: number, draw: (sample: number) => Interval | null): number {
  let contained = 0
  for (let sample = 0; sample < samples; sample++) {
    const interval = draw(sample)
    if (interval !== null && interval.low <= truth && truth <= interval.high) contained += 1
  }
  return contained / samples
}

function expectNominal(what: string, share: number) {
  print(`${what}: a 95 % interval contains the true value in ${percent(share)} of samples`)
  expect(share).toBeGreaterThan(0.93)
  expect(share).toBeLessThan(0.97)
}

/** When the evidence settles a session that is looked at after each vote; null when it never does. */
function settledAt(votes: number, winRate: number, random: Random): number | null {
  let first = 0
  for (let vote = 1; vote <= votes; vote++) {
    if (random() < winRate) first += 1
    // Cheap first: a settled session lies at least this far from the middle.
    if (Math.abs(2 * first - vote) < 2 * Math.sqrt(vote)) continue
    if (voteEvidence(first, vote - first) >= SETTLED_EVIDENCE) return vote
  }
  return null
}

it('raises a false alarm in at most 5 % of sessions of 1,000 votes under the null, looked at after each', () => {
  const random = createRandom(4)
  const sessions = 2_000
  let alarms = 0
  for (let session = 0; session < sessions; session++) {
    if (settledAt(1_000, 0.5, random) !== null) alarms += 1
  }
  print(`evidence: ${percent(alarms / sessions)} false alarms in ${sessions} sessions of 1,000 votes`)
  expect(alarms / sessions).toBeLessThanOrEqual(0.05)
  expect(alarms).toBeGreaterThan(0)
})

it('settles a real difference about as soon as published: 50 votes at 70 %, 82 at 65 %', () => {
  const random = createRandom(5)
  for (const [winRate, published] of [
    [0.7, 50],
    [0.65, 82],
  ] as const) {
    const times = Array.from({ length: 1_000 }, () => settledAt(1_000, winRate, random) ?? 1_001)
    const median = times.sort((a, b) => a - b)[500] ?? 0
    print(`evidence: half of the sessions at a win rate of ${percent(winRate)} are settled by vote ${median}`)
    expect(Math.abs(median - published)).toBeLessThan(0.2 * published)
  }
})

it("contains the true share: Wilson's interval", () => {
  const random = createRandom(1)
  for (const share of [0.2, 0.5, 0.85]) {
    const covered = coverage(4_000, share, () => {
      let successes = 0
      for (let trial = 0; trial < 60; trial++) if (random() < share) successes += 1
      return wilsonInterval(successes, 60)
    })
    expectNominal(`share of ${share} in 60 trials`, covered)
  }
})

it('contains the true difference of shares of the same cases', () => {
  const random = createRandom(2)
  const covered = coverage(4_000, 0.15, () => pairedShareDifference(drawCounts(80, random)))
  expectNominal('difference of 0.15 on 80 cases', covered)
})

it('contains the true difference of means', () => {
  const random = createRandom(6)
  const covered = coverage(4_000, 0, () =>
    pairedMeanDifference(Array.from({ length: 20 }, () => random() - random())),
  )
  expectNominal('difference of means on 20 pairs', covered)
})

it('contains the true mean: the bootstrap', () => {
  const random = createRandom(3)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const covered = coverage(1_000, 0.5, (round) => {
    const values = Array.from({ length: 60 }, () => random())
    return bootstrapInterval(values, mean, { seed: round, resamples: 400 })
  })
  expectNominal('bootstrapped mean of 60 values', covered)
})

/** Chances of 0.4, 0.25, 0.1 and 0.25: the true difference is 0.15. */
function drawCounts(items: number, random: Random): PairedCounts {
  const counts = { bothRight: 0, fixed: 0, broken: 0, bothWrong: 0 }
  for (let item = 0; item < items; item++) {
    const drawn = random()
    if (drawn < 0.4) counts.bothRight += 1
    else if (drawn < 0.65) counts.fixed += 1
    else if (drawn < 0.75) counts.broken += 1
    else counts.bothWrong += 1
  }
  return counts
}
