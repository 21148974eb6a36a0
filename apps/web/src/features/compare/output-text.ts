import type { Generation } from '@trialogue/contract'

/** What a generation has written, as one text: the reasoning and the answer where its strategy keeps them apart. */
export function outputText({ reasoning, steps, reasoningText, answer }: Generation): string {
  if (reasoning.strategy === 'off' || (reasoningText === null && answer === null)) {
    return steps.map(({ text }) => text.trimStart()).join('\n')
  }
  return [reasoningText, answer].filter((part) => part !== null).join('\n\n')
}

/** A text read as JSON, a fence around it left out; undefined where it is none. A bare word or number is no JSON here. */
export function readJson(text: string): unknown {
  const fenced = /^```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/i.exec(text.trim())
  try {
    const value: unknown = JSON.parse(fenced?.[1] ?? text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
