import type { ChoiceEvent } from './generate-choices.ts'

/** What every answer and every chunk of it begins with. */
export interface AnswerHead {
  readonly id: string
  readonly created: number
  readonly model: string
  readonly system_fingerprint?: string
}

/** An answer under way: it takes what happens to its choices, and can be had in chunks or as a whole. */
export interface Answer {
  /** The chunks to send for it, maybe none. */
  take(index: number, event: ChoiceEvent): object[]
  /** The chunk behind all others, with the usage; null where it was not asked for. */
  usageChunk(): object | null
  /** The whole, when every choice has finished. */
  body(): object
}
