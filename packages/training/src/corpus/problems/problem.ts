/** A word problem with its solution. Every step holds at least one equation "a + b = c"; the last result is the answer. */
export type Problem = {
  readonly question: string
  readonly steps: readonly string[]
  readonly answer: number
  /** Arithmetic operations from the first number to the answer. */
  readonly stepCount: number
  /** The numbers and operations without the words: what is held out. */
  readonly signature: string
}

export const largestNumber = 199

/** Builds the solution while a problem is written: remembers equations, the signature and the number of steps. */
export type Working = {
  readonly steps: string[]
  readonly signature: string[]
  count: number
}

export function startWorking(first: number): Working {
  return { steps: [], signature: [String(first)], count: 0 }
}

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
