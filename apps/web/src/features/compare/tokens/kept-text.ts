import type { BranchPoint, Generation } from '@trialogue/contract'
import { mergeTokens } from './merge-tokens.ts'

/**
 * What a branch has in common with its original because its tokens were kept: as long as they are recorded, their text;
 * else the beginning that both texts share.
 */
export function keptText(
  { steps }: Pick<Generation, 'steps'>,
  { stepIndex, tokenIndex }: Pick<BranchPoint, 'stepIndex' | 'tokenIndex'>,
  original: string,
): string {
  const step = steps[stepIndex]
  if (step === undefined) return ''
  const tokens = mergeTokens(step.logprobs.slice(0, tokenIndex))
  const text = tokens.map((token) => token.text).join('')
  if (step.logprobs.length > 0 && step.text.startsWith(text)) return text
  let length = 0
  while (length < original.length && original[length] === step.text[length]) length += 1
  return original.slice(0, length).toWellFormed()
}
