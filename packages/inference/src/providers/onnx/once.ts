/** The same answer for everyone who asks. */
export function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let answer: Promise<Result> | null = null
  return () => {
    answer ??= ask()
    return answer
  }
}
