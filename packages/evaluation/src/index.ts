export { type GenerationOutcome, readAnswer, toScoreInput } from './answers/to-score-input.ts'
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
export { fitBradleyTerry, type PairVotes, type Ranking, type Strength } from './statistics/bradley-terry.ts'
export { exactMcNemar, type PairedCounts } from './statistics/exact-mcnemar.ts'
export { exactSignTest } from './statistics/exact-sign-test.ts'
export type { Interval } from './statistics/interval.ts'
export { krippendorffAlpha, type MeasurementLevel } from './statistics/krippendorff-alpha.ts'
export {
  type Difference,
  pairedMeanDifference,
  pairedShareDifference,
} from './statistics/paired-difference.ts'
export { SETTLED_EVIDENCE, voteEvidence, votesToSettle } from './statistics/vote-evidence.ts'
export { wilsonInterval } from './statistics/wilson-interval.ts'
