import { ExpressionError } from './expression.ts'

/** About a tenth of a second. */
const MOST_STEPS = 200_000
/** In characters. */
const LONGEST_TEXT = 1_000_000

/** What an expression may cost: it is code that somebody else may have written. */
export class Budget {
  #steps = 0

  spend(steps: number): void {
    this.#steps += steps
    if (this.#steps > MOST_STEPS) throw new ExpressionError('the expression takes too long')
  }

  /** Looking through a text costs a step for each hundred characters. */
  spendOn(text: string): void {
    this.spend(1 + text.length / 100)
  }

  /** Refuses a text before it is built. */
  allow(length: number): void {
    if (length > LONGEST_TEXT) throw new ExpressionError(`a text is longer than ${LONGEST_TEXT} characters`)
    this.spend(1 + length / 100)
  }
}
