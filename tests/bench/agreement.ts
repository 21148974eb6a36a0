import type { Competitor } from './competitors/start-competitor.ts'
import type { PromptSource } from './measures.ts'

const PROMPT_LENGTH = 24
const PROMPTS = 4
const TOKENS = 8

/** The greedy tokens of a few prompts, which two engines share when they compute the same model. */
export async function greedyTokens(competitor: Competitor, prompts: PromptSource): Promise<number[]> {
  const tokens: number[] = []
  for (let index = 0; index < PROMPTS; index++) {
    const order = {
      model: 0,
      prompts: [prompts(PROMPT_LENGTH)],
      tokenCount: TOKENS,
      withTokenIds: true,
    }
    const [[timeline] = []] = await competitor.generate([order])
    tokens.push(...(timeline?.tokenIds ?? []))
  }
  return tokens
}

/**
 * How many of the tokens are the same. Behind a first difference in a prompt everything may differ, so only what comes
 * before it counts.
 */
export function countEqual(ours: readonly number[], theirs: readonly number[]): number {
  let count = 0
  for (let start = 0; start < ours.length; start += TOKENS) {
    for (let place = start; place < start + TOKENS && ours[place] === theirs[place]; place++) count++
  }
  return count
}
