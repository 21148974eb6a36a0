import { areYouSure } from './are-you-sure.ts'
import { askedDirectly } from './asked-directly.ts'
import { bareOrWorked } from './bare-or-worked.ts'
import { baseStepByStep } from './base-step-by-step.ts'
import { dialogScript } from './dialog-script.ts'
import { directOrSteps } from './direct-or-steps.ts'
import { explainAfterwards } from './explain-afterwards.ts'
import type { GallerySample } from './gallery-sample.ts'
import { likelyBranches } from './likely-branches.ts'
import { listOfThree } from './list-of-three.ts'
import { manyChains } from './many-chains.ts'
import { mood } from './mood.ts'
import { oneExample } from './one-example.ts'
import { openList } from './open-list.ts'
import { otherTrigger } from './other-trigger.ts'
import { passageOpenEnd } from './passage-open-end.ts'
import { passageQuestion } from './passage-question.ts'
import { pastTense } from './past-tense.ts'
import { personFacts } from './person-facts.ts'
import { personSummary } from './person-summary.ts'
import { plainSum } from './plain-sum.ts'
import { planFirst } from './plan-first.ts'
import { pluralExamples } from './plural-examples.ts'
import { questionFrame } from './question-frame.ts'
import { rememberedColor } from './remembered-color.ts'
import { rememberedName } from './remembered-name.ts'
import { reviewExamples } from './review-examples.ts'
import { reviewTold } from './review-told.ts'
import { spamExamples } from './spam-examples.ts'
import { spamTold } from './spam-told.ts'
import { stepByStep } from './step-by-step.ts'
import { storyBeginning } from './story-beginning.ts'
import { summaryExamples } from './summary-examples.ts'
import { whoAreYou } from './who-are-you.ts'
import { workedSteps } from './worked-steps.ts'

/** Samples that each teach one thing, grouped by topic in this order. A test runs each on the models it is made for. */
export const gallerySamples: readonly GallerySample[] = [
  reviewTold,
  spamTold,
  pastTense,
  listOfThree,
  plainSum,
  personFacts,
  personSummary,
  passageQuestion,
  passageOpenEnd,
  oneExample,
  reviewExamples,
  spamExamples,
  pluralExamples,
  summaryExamples,
  storyBeginning,
  openList,
  dialogScript,
  questionFrame,
  askedDirectly,
  stepByStep,
  directOrSteps,
  baseStepByStep,
  otherTrigger,
  workedSteps,
  bareOrWorked,
  planFirst,
  manyChains,
  likelyBranches,
  rememberedName,
  rememberedColor,
  areYouSure,
  explainAfterwards,
  whoAreYou,
  mood,
]
