import type { ScorerId } from '@trialogue/contract'
import { bleu } from './bleu.ts'
import { choiceLikelihood } from './choice-likelihood.ts'
import { chrfOverlap } from './chrf.ts'
import { contains } from './contains.ts'
import type { Scorer } from './define-scorer.ts'
import { exactMatch } from './exact-match.ts'
import { expression } from './expression.ts'
import { jsonSchema } from './json-schema.ts'
import { jsonValidity } from './json-validity.ts'
import { latency } from './latency.ts'
import { length } from './length.ts'
import { levenshtein } from './levenshtein.ts'
import { multipleChoice } from './multiple-choice.ts'
import { normalisedMatch } from './normalised-match.ts'
import { numericAnswer } from './numeric-answer.ts'
import { pairwiseJudge } from './pairwise-judge.ts'
import { referencePerplexity } from './reference-perplexity.ts'
import { regex } from './regex.ts'
import { rougeLOverlap } from './rouge-l.ts'
import { rubricJudge } from './rubric-judge.ts'

/** Every scorer of the contract has its entry here, or this does not compile. */
export const scorers: { readonly [Id in ScorerId]: Scorer<Id> } = {
  'exact-match': exactMatch,
  'normalised-match': normalisedMatch,
  contains,
  regex,
  'numeric-answer': numericAnswer,
  'multiple-choice': multipleChoice,
  'choice-likelihood': choiceLikelihood,
  'json-validity': jsonValidity,
  'json-schema': jsonSchema,
  length,
  latency,
  levenshtein,
  'rouge-l': rougeLOverlap,
  bleu,
  chrf: chrfOverlap,
  'reference-perplexity': referencePerplexity,
  'rubric-judge': rubricJudge,
  'pairwise-judge': pairwiseJudge,
  expression,
}
