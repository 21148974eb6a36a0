import { describe, expect, it } from 'vitest'
import { loadGraph } from './gradient-check.ts'
import { attentionProbeGraph } from './index.ts'

/** The logits behind the last of these tokens. */
async function run(headSize: number, tokenIds: readonly number[]): Promise<number[]> {
  const graph = await loadGraph(attentionProbeGraph(headSize))
  const ids = BigInt64Array.from(tokenIds, BigInt)
  const empty = { data: new Float32Array(), shape: [1, 1, 0, headSize] }
  const { logits = new Float32Array() } = await graph({
    input_ids: { data: ids, shape: [1, ids.length] },
    attention_mask: { data: ids.map(() => 1n), shape: [1, ids.length] },
    ...Object.fromEntries(
      [0, 1].flatMap((layer) => ['key', 'value'].map((part) => [`past_key_values.${layer}.${part}`, empty])),
    ),
  })
  return [...logits.slice(-64)]
}

describe('attentionProbeGraph', () => {
  it.each([16, 128])('looks at the first of many tokens with heads of %i', async (headSize) => {
    const tokens = Array.from({ length: 40 }, (_, index) => (index * 7) % 64)
    const [first, other] = [await run(headSize, tokens), await run(headSize, [5, ...tokens.slice(1)])]
    expect(Math.max(...first.map((value, index) => Math.abs(value - (other[index] ?? 0))))).toBeGreaterThan(
      1e-3,
    )
  })

  it('refuses heads that cannot be turned', () => {
    expect(() => attentionProbeGraph(20)).toThrow(RangeError)
  })
})
