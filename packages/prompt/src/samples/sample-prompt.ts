import type { PromptContent } from '@trialogue/contract'

/** A filled prompt to begin with. */
export interface SamplePrompt {
  readonly name: string
  readonly content: PromptContent
}
