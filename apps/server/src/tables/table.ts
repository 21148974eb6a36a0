import type { ImportNotice } from '@trialogue/contract'

/** What a text holds, all of it texts. */
export interface Table {
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** By the place of the row; empty where the text does not say. */
  readonly isSynthetic: readonly boolean[]
  readonly notices: readonly ImportNotice[]
}

/** The column in which an export says which rows are synthetic. */
export const syntheticColumn = '__synthetic'
