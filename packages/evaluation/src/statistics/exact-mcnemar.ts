import { exactSignTest } from './exact-sign-test.ts'

/** The same cases under two conditions, counted by what became of each. */
export interface PairedCounts {
  /** Right under both. */
  readonly bothRight: number
  /** Wrong at first, right under the second. */
  readonly fixed: number
  /** Right at first, wrong under the second. */
  readonly broken: number
  /** Wrong under both. */
  readonly bothWrong: number
}

/**
 * Whether the second condition differs from the first beyond chance: only cases that changed tell anything. Two-sided
 * p. McNemar 1947, Psychometrika 12; the exact form: Fay 2010, "Two-sided exact tests", R Journal 2(1).
 */
export function exactMcNemar({ fixed, broken }: Pick<PairedCounts, 'fixed' | 'broken'>): number {
  return exactSignTest(fixed, broken)
}
