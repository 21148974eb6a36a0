import type { FilledExample } from '../template/filled-prompt.ts'

/** What a worked example shows as its output; the reasoning strategy decides. */
export type FormatOutput = (example: FilledExample) => string

export interface RenderOptions {
  /** What invites the reasoning, put where this kind of model will take it up; empty for none. */
  readonly trigger: string
  readonly formatOutput: FormatOutput
  /** Whether a model that can think before it answers shall do so. */
  readonly thinking: boolean
}
