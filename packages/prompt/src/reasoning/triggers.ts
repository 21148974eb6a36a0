import type { AnswerFormat, Reasoning, ReasoningStrategyId } from '@trialogue/contract'

/**
 * Phrases that invite reasoning, as they were published, the standard one first; none where a strategy needs none.
 * Zero-shot: Kojima et al. 2022 (arXiv 2205.11916). Plan-and-solve: PS, PS+ and a short form of Wang et al. 2023
 * (arXiv 2305.04091) and its code. Least-to-most: Zhou et al. 2022 (arXiv 2205.10625), table 11 and figure 1.
 */
export const reasoningTriggers: Readonly<Record<ReasoningStrategyId, readonly string[]>> = {
  off: [],
  'zero-shot': [
    "Let's think step by step.",
    'First,',
    "Let's think about this logically.",
    "Let's solve this problem by splitting it into steps.",
    "Let's be realistic and think step by step.",
    "Let's think like a detective step by step.",
    'Before we dive into the answer,',
    'The answer is after the proof.',
  ],
  'few-shot': [],
  'plan-and-solve': [
    "Let's first understand the problem and devise a plan to solve the problem. Then, let's carry out the plan and solve the problem step by step.",
    "Let's first understand the problem, extract relevant variables and their corresponding numerals, and make a plan. Then, let's carry out the plan, calculate intermediate variables (pay attention to correct numerical calculation and commonsense), solve the problem step by step, and show the answer.",
    "Let's devise a plan and solve the problem step by step.",
  ],
  'least-to-most': ["Let's break down this problem:", 'To solve this problem, we need to first solve:'],
  'cot-decoding': [],
  native: [],
}

/** What the extraction step ends with, per answer format: the published phrases of Kojima et al. 2022. */
export const extractionTriggers: Readonly<Record<AnswerFormat, string>> = {
  number: 'Therefore, the answer (arabic numerals) is',
  choice: 'Therefore, among A through E, the answer is',
  'yes-no': 'Therefore, the answer (Yes or No) is',
  text: 'Therefore, the answer is',
}

/** The phrase in force: somebody's own, or else the strategy's published one. */
export function triggerOf({ strategy, trigger }: Reasoning): string {
  return trigger ?? reasoningTriggers[strategy][0] ?? ''
}

export function extractionTriggerOf({ answerFormat, extractionTrigger }: Reasoning): string {
  return extractionTrigger ?? extractionTriggers[answerFormat]
}
