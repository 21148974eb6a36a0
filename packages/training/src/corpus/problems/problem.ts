/** A word problem with its solution. Every step holds at least one equation "a + b = c"; the last result is the answer. */
export type Problem = {
  readonly question: string
  readonly steps: readonly string[]
  readonly answer: number
  /** Arithmetic operations from the first number to the answer. */
  readonly stepCount: number
  /** The numbers and operations without the words, "24-3,21/7": what is held out. */
  readonly signature: string
  /** Whose wording it is: an author's name, or "grammar" for the sentence forms that are put together. */
  readonly voice: string
}

/** The same whoever worded the problem: the equations of its steps. */
export function signatureOf(steps: readonly string[]): string {
  return [...steps.join(' ').matchAll(/(\d+) ([-+*/]) (\d+) =/g)]
    .map(([, a, operator, b]) => `${a}${operator}${b}`)
    .join(',')
}

export const largestNumber = 199

/** Builds the solution while a problem is written: remembers equations and their number. */
export type Working = { readonly steps: string[]; count: number }

export const startWorking = (): Working => ({ steps: [], count: 0 })

export const results = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
}
export type Operator = keyof typeof results

/** "5 + 6 = 11." with its result. */
export function calculate(a: number, operator: Operator, b: number): { text: string; result: number } {
  const result = results[operator](a, b)
  return { text: `${a} ${operator} ${b} = ${result}.`, result }
}
