export { type GenerationOutcome, readAnswer, toScoreInput } from './answers/to-score-input.ts'
export { type CaseOutcome, outcomeOf } from './comparison/case-outcome.ts'
export {
  type CaseChange,
  type CaseComparison,
  type ComparedCase,
  type Comparison,
  compareCases,
} from './comparison/compare-cases.ts'
export { compareFigures, type FigureComparison } from './comparison/compare-figures.ts'
export { compareSlices, type SliceComparison } from './comparison/compare-slices.ts'
export {
  type Effect,
  type EffectCase,
  type EffectSample,
  measureEffect,
} from './comparison/measure-effect.ts'
export {
  type BundledDataset,
  type BundledDatasetId,
  type BundledTable,
  bundledDatasetIds,
  bundledDatasets,
} from './datasets/bundled-datasets.ts'
export type {
  JudgePrompt,
  MeasuredLoss,
  ScoreHelpers,
  ScoreInput,
  Scorer,
} from './scorers/define-scorer.ts'
export { scorers } from './scorers/registry.ts'
export { checkScorer, runScorer } from './scorers/run-scorer.ts'
export { corpusBleu } from './similarity/bleu.ts'
export { adjustForComparisons } from './statistics/adjust-for-comparisons.ts'
export { type BootstrapOptions, bootstrapInterval } from './statistics/bootstrap-interval.ts'
export {
  fitBradleyTerry,
  type PairVotes,
  type Ranking,
  type Strength,
  type StrengthDifference,
} from './statistics/bradley-terry.ts'
export { type Correlation, correlate } from './statistics/correlation.ts'
export { exactMcNemar, type PairedCounts } from './statistics/exact-mcnemar.ts'
export { exactSignTest } from './statistics/exact-sign-test.ts'
export type { Interval } from './statistics/interval.ts'
export { krippendorffAlpha, type MeasurementLevel } from './statistics/krippendorff-alpha.ts'
export {
  type Difference,
  pairedMeanDifference,
  pairedShareDifference,
} from './statistics/paired-difference.ts'
export {
  type LengthEffect,
  type LengthVote,
  lengthEffect,
  type Preference,
  positionBias,
} from './statistics/vote-bias.ts'
export { SETTLED_EVIDENCE, voteEvidence, votesToSettle } from './statistics/vote-evidence.ts'
export { casesForPower, type PowerOptions, votesForPower } from './statistics/votes-for-power.ts'
export { wilsonInterval } from './statistics/wilson-interval.ts'
export {
  FEWEST_CASES,
  judgePaired,
  type PairedVerdict,
  type PairedVerdictKey,
  type Share,
} from './verdicts/paired-verdict.ts'
export {
  FEWEST_PER_VARIANT,
  judgeRanking,
  type RankingVerdict,
  type RankingVerdictKey,
} from './verdicts/ranking-verdict.ts'
export {
  FEWEST_DECISIVE,
  judgeVotes,
  type VoteVerdict,
  type VoteVerdictKey,
} from './verdicts/vote-verdict.ts'
export { type RaterAgreement, raterAgreement } from './votes/rater-agreement.ts'
export { type CaseVote, tallyCases, tallyVotes, type VoteTally } from './votes/tally-cases.ts'
