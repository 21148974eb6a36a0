/** The trigger of Kojima et al. 2022 (2205.11916). */
export const standardTrigger = "Let's think step by step."

/** Other ways to ask for reasoning: from the same paper's repository, Plan-and-Solve (2305.04091), and everyday requests. */
export const otherTriggers: readonly string[] = [
  'Think step by step.',
  'Show your steps.',
  'Explain the steps.',
  'Show your work.',
  'Solve it step by step.',
  'Reason first, then answer.',
  "Let's think about this logically.",
  "Let's solve this problem by splitting it into steps.",
  "Let's be realistic and think step by step.",
  "Let's think like a detective step by step.",
  "Let's think.",
  'Before we dive into the answer, let us think.',
  "Let's first understand the problem and devise a plan to solve the problem. Then, let's carry out the plan and solve the problem step by step.",
  "Let's first understand the problem, extract relevant variables and their corresponding numerals, and make a plan. Then, let's carry out the plan, calculate intermediate results (pay attention to calculation and common sense), solve the problem step by step, and show the answer.",
  'Please reason step by step.',
  'Explain how you get the answer.',
  'Work it out step by step.',
  'Give the steps and then the answer.',
  "Let's work this out in a step by step way to be sure we have the right answer.",
  'Think carefully and show each step.',
  'Explain your reasoning.',
  'How do you get there?',
  'Write down every step.',
  'Take a deep breath and work on this problem step by step.',
  'Go step by step.',
  'First think, then answer.',
  'Calculate step by step.',
  'Do it step by step.',
]

/** What stands after "A:" in a base page; "First," runs on into the reasoning. */
export const baseOpeners: readonly string[] = [
  standardTrigger,
  "Let's think about this logically.",
  "Let's solve this problem by splitting it into steps.",
  "Let's think.",
  'First,',
  "Let's work this out step by step.",
  "Let's first understand the problem and devise a plan to solve the problem.",
]

export const directRequests: readonly string[] = [
  '',
  '',
  '',
  '',
  '',
  ' Give only the answer.',
  ' Answer with a number.',
  ' No steps, just the answer.',
  ' Just the answer.',
  ' Answer directly.',
  ' Do not explain.',
  '\nAnswer:',
  ' Answer in one sentence.',
]

/** Second step of Kojima et al.: the reasoning, then one of these, then the answer. Direct prompts use them without "Therefore,". */
export const numberExtractions: readonly string[] = [
  'the answer (arabic numerals) is',
  'the answer (arabic numerals) is',
  'the answer (arabic numerals) is',
  'the answer is',
]
export const yesNoExtractions: readonly string[] = [
  'the answer (Yes or No) is',
  'the answer (Yes or No) is',
  'the answer is',
]

export const solveInstructions: readonly string[] = [
  'Answer the questions.',
  'Solve the problems.',
  'Solve these word problems.',
  'Answer the following questions.',
  'Here are some problems.',
  'Answer each question with a number.',
  'Read the question and give the answer.',
  'Do the exercises.',
  'Some questions with their answers:',
  'The following are word problems with answers.',
  'Math exercises',
  'Answer the question like in the examples.',
  'Follow the examples.',
  'Give the answer to the last question.',
  'Solve the problem as in the examples below.',
  'You are good at math.',
  'Continue.',
  'Please answer the question.',
]
export const workedInstructions: readonly string[] = [
  'Answer the questions. Think step by step.',
  'Solve the problems step by step.',
  'Solve each problem and show your work.',
  'Explain the steps, then give the answer.',
  'Show the steps as in the examples.',
  'Reason step by step like the examples.',
]

/** Heads of question and answer pages. */
export const questionHeads: readonly (readonly [question: string, answer: string])[] = [
  ['Q', 'A'],
  ['Q', 'A'],
  ['Q', 'A'],
  ['Q', 'A'],
  ['Q', 'A'],
  ['Question', 'Answer'],
  ['Question', 'Answer'],
  ['Problem', 'Solution'],
  ['Problem', 'Answer'],
  ['Input', 'Output'],
  ['Exercise', 'Solution'],
]
export const inputHeads: readonly (readonly [input: string, output: string])[] = [
  ['Input', 'Output'],
  ['Input', 'Output'],
  ['Text', 'Label'],
  ['Text', 'Output'],
  ['Q', 'A'],
  ['input', 'output'],
  ['Example', 'Answer'],
]
export const labelSets: readonly (readonly [positive: string, negative: string])[] = [
  ['positive', 'negative'],
  ['positive', 'negative'],
  ['positive', 'negative'],
  ['Positive', 'Negative'],
  ['good', 'bad'],
  ['happy', 'angry'],
  ['yes', 'no'],
  ['1', '0'],
  ['A', 'B'],
  ['like', 'dislike'],
]
