import type { VariantPreview } from '@trialogue/contract'
import { countParts } from './token-parts.ts'

export type ContextCut = {
  /** `tight`: the answer gets less room than was asked for. `full`: there is none, the model refuses. */
  readonly severity: 'tight' | 'full'
  /** Tokens before the place from which on it is too many. */
  readonly at: number
  /** What the answer gets, and what it would get. */
  readonly room: number
  readonly wanted: number
  /** Tokens that must go before the answer has all its room. */
  readonly over: number
  /** What the examples take, where to take some out would help; null where there are none. */
  readonly exampleTokens: number | null
}

/** Where the context is cut: the prompt and the answer share it. Null where both have room, or it is not known. */
export function findContextCut(
  preview: Pick<VariantPreview, 'tokenCount' | 'contextLength' | 'maxTokens' | 'parts'>,
): ContextCut | null {
  const { tokenCount, contextLength, maxTokens, parts } = preview
  if (contextLength === null || maxTokens === null) return null
  // At least one token must fit behind the prompt.
  const isFull = tokenCount >= contextLength
  const at = Math.max(0, isFull ? contextLength - 1 : contextLength - maxTokens)
  if (tokenCount <= at) return null
  return {
    severity: isFull ? 'full' : 'tight',
    at,
    room: Math.max(0, contextLength - tokenCount),
    wanted: maxTokens,
    over: tokenCount - at,
    exampleTokens: countParts(parts).find(({ part }) => part === 'examples')?.tokenCount ?? null,
  }
}
