import { InferenceSession } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { int64Feed, newCaches, nextCaches, relativeError } from './decoder-caches.ts'
import type { DecoderConfig } from './decoder-config.ts'
import { createNoise, type GraphRunner, loadGraph } from './gradient-check.ts'
import { llamaDecoderGraph } from './index.ts'
import {
  randomParameters,
  referenceLogits,
  tinyArchitectures,
  tinyConfig,
  tinyConfigs,
} from './reference-decoder.ts'

const { vocabSize } = tinyConfig
const ids = Array.from({ length: 13 }, (_, index) => (index * 19 + 2) % vocabSize)

type Decoder = {
  readonly config: DecoderConfig
  readonly run: GraphRunner
  /** Whether the graph asks for positions, as those of standard operators do. */
  readonly takesPositions?: boolean
}

/** Runs one sequence in chunks of the given sizes and returns the logits of all positions, row after row. */
async function runInChunks(
  { config, run, takesPositions }: Decoder,
  sizes: readonly number[],
  { leftPadding = 0, room = 0 }: { leftPadding?: number; room?: number } = {},
) {
  let caches = newCaches(config, room)
  const logits: number[] = []
  const padded = [...Array.from({ length: leftPadding }, () => 0), ...ids]
  let start = 0
  for (const size of sizes) {
    const end = start + size
    const positions = padded.slice(start, end).map((_, index) => Math.max(0, start + index - leftPadding))
    const outputs = await run({
      input_ids: int64Feed([padded.slice(start, end)]),
      attention_mask: int64Feed([padded.slice(0, end).map((_, index) => (index < leftPadding ? 0 : 1))]),
      ...(takesPositions ? { position_ids: int64Feed([positions]) } : {}),
      ...caches,
    })
    logits.push(...(outputs['logits'] ?? []))
    caches = nextCaches(config, outputs)
    start = end
  }
  return logits.slice(leftPadding * vocabSize)
}

const chunkings: readonly (readonly [name: string, sizes: readonly number[]])[] = [
  ['in one go', [13]],
  ['in uneven chunks', [5, 1, 7]],
  ['token by token', ids.map(() => 1)],
]

describe.each(tinyConfigs)('the decoder graph of standard operators: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(21))
  const expected = referenceLogits(config, parameters, ids).flat()
  let run: GraphRunner

  beforeAll(async () => {
    run = await loadGraph(llamaDecoderGraph(config, parameters, 'half', { attention: 'standard' }))
  })

  it.each(chunkings)('gives the logits of a plain implementation %s', async (_name, sizes) => {
    expect(
      relativeError(await runInChunks({ config, run, takesPositions: true }, sizes), expected),
    ).toBeLessThan(1e-4)
  })

  it('ignores padding that the attention mask switches off', async () => {
    const logits = await runInChunks({ config, run, takesPositions: true }, [3, 13], { leftPadding: 3 })
    expect(relativeError(logits, expected)).toBeLessThan(1e-4)
  })
})

describe.each(tinyArchitectures)('the decoder graph: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(21))
  const expected = referenceLogits(config, parameters, ids).flat()
  let run: GraphRunner

  beforeAll(async () => {
    run = await loadGraph(llamaDecoderGraph(config, parameters))
  })

  it.each(chunkings)('gives the logits of a plain implementation %s', async (_name, sizes) => {
    expect(relativeError(await runInChunks({ config, run }, sizes), expected)).toBeLessThan(1e-4)
  })

  it('finds the past in a cache that has room for more', async () => {
    const logits = await runInChunks({ config, run }, [5, 1, 1, 6], { room: 40 })
    expect(relativeError(logits, expected)).toBeLessThan(1e-4)
  })

  it('goes on with several sequences of different lengths at once', async () => {
    const others = [ids.slice(0, 9), ids.slice(2, 8)]
    const padded = others.map((row) => [...row, ...Array.from({ length: 9 - row.length }, () => 0)])
    const mask = (extra: number) =>
      others.map((row) =>
        Array.from({ length: 9 + extra }, (_, index) => (index < row.length + extra ? 1 : 0)),
      )
    const first = await run({
      input_ids: int64Feed(padded),
      attention_mask: int64Feed(mask(0)),
      ...newCaches(config, 20, 2),
    })
    const outputs = await run({
      input_ids: int64Feed([[17], [23]]),
      attention_mask: int64Feed(mask(1)),
      ...nextCaches(config, first, 2),
    })
    const last = [
      [...ids.slice(0, 9), 17],
      [...ids.slice(2, 8), 23],
    ].map((row) => referenceLogits(config, parameters, row).at(-1))
    expect(
      relativeError(
        outputs['logits'] ?? [],
        last.flatMap((row) => row ?? []),
      ),
    ).toBeLessThan(1e-4)
  })
})

describe('the file of a decoder graph', () => {
  const parameters = randomParameters(tinyConfig, createNoise(21))
  const caches = [0, 1].flatMap((layer) => [`${layer}.key`, `${layer}.value`])

  it.each([
    ['grouped-query', []],
    ['standard', ['position_ids']],
  ] as const)('has the inputs and outputs of a Hugging Face export: %s', async (attention, positions) => {
    const graph = llamaDecoderGraph(tinyConfig, parameters, 'half', { attention })
    const session = await InferenceSession.create(graph, { logSeverityLevel: 3 })
    const inputs = ['input_ids', 'attention_mask', ...positions]
    expect(session.inputNames).toEqual([...inputs, ...caches.map((name) => `past_key_values.${name}`)])
    expect(session.outputNames).toEqual(['logits', ...caches.map((name) => `present.${name}`)])
    const sizes = session.inputMetadata.map((input) => (input.isTensor ? input.shape : []))
    expect(sizes[1]).toEqual(['batch_size', 'total_sequence_length'])
    expect(sizes.at(-1)).toEqual(['batch_size', 2, 'past_sequence_length', 16])
  })

  it('is not written without one of its parameters', () => {
    const incomplete = new Map(parameters)
    incomplete.delete('final_norm')
    expect(() => llamaDecoderGraph(tinyConfig, incomplete)).toThrow('final_norm')
  })

  it('takes standard operators for heads that the attention operator cannot turn, unless told otherwise', async () => {
    const config = { ...tinyConfig, headCount: 4 }
    const narrow = randomParameters(config, createNoise(3))
    const run = await loadGraph(llamaDecoderGraph(config, narrow))
    const expected = referenceLogits(config, narrow, ids).flat()
    const logits = await runInChunks({ config, run, takesPositions: true }, [13])
    expect(relativeError(logits, expected)).toBeLessThan(1e-4)
    expect(() => llamaDecoderGraph(config, narrow, 'half', { attention: 'grouped-query' })).toThrow('16')
  })

  it.each([
    [{ slidingWindow: 4 }, 'sliding window'],
    [{ hasQueryKeyNorm: true }, 'normalized queries'],
    [{ headSize: 32 }, 'head size'],
  ])('refuses in standard operators what they cannot express: %o', (extension, reason) => {
    const config = { ...tinyConfig, ...extension }
    const all = randomParameters(config, createNoise(3))
    expect(() => llamaDecoderGraph(config, all, 'half', { attention: 'standard' })).toThrow(reason)
  })
})
