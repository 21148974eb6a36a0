import type { PromptContent } from '@trialogue/contract'
import { samplePrompts } from '@trialogue/prompt'

export const tennisBalls = "Roger's tennis balls"

/** A sample's content, with changes. */
export function sampleContent(name: string, change: Partial<PromptContent> = {}): PromptContent {
  const sample = samplePrompts.find((candidate) => candidate.name === name)
  if (sample === undefined) throw new Error(`There is no sample named ${name}.`)
  return { ...sample.content, ...change }
}

/** The tennis balls with chain-of-thought that ends in an answer. */
export function reasoningContent(): PromptContent {
  const content = sampleContent(tennisBalls)
  return { ...content, reasoning: { ...content.reasoning, strategy: 'zero-shot' } }
}

/**
 * The tennis balls, eight times with tokens drawn almost at random, each computed by itself: there is time to look on.
 */
export function longContent(): PromptContent {
  const content = sampleContent(tennisBalls, { samples: 8 })
  const columns = content.columns.map((column) => ({
    ...column,
    parameters: { ...column.parameters, temperature: 2, maxTokens: 400, exact: true },
  }))
  return { ...content, columns }
}
