import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { int64Feed, newCaches, nextCaches, relativeError } from './decoder-caches.ts'
import { type DecoderConfig, decoderParameters, elementCount } from './decoder-config.ts'
import { createNoise, type Feeds, type GraphRunner, loadGraph } from './gradient-check.ts'
import { slotsDecoderModel, type WeightPrecision } from './index.ts'
import { randomParameters, referenceLogits, tinyArchitectures } from './reference-decoder.ts'
import { roundedParameters } from './rounded-parameters.ts'
import { weightLayout } from './weight-layout.ts'

const ids = Array.from({ length: 13 }, (_, index) => (index * 19 + 2) % 50)
/** Tokens that a slot has room for. */
const ROOM = 20

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slots-decoder-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function load(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: WeightPrecision,
): Promise<GraphRunner> {
  const { graph, data } = slotsDecoderModel(config, parameters, { precision, accuracyLevel: 1 })
  await writeFile(join(folder, 'model.onnx'), graph)
  await writeFile(join(folder, 'model.onnx_data'), data)
  return loadGraph(join(folder, 'model.onnx'))
}

/** One run: a piece of tokens for each sequence, behind `starts` tokens, and the rows whose logits are wanted. */
function feedsOf(
  pieces: readonly (readonly number[])[],
  starts: readonly number[],
  rows: readonly number[],
): Feeds {
  const totals = pieces.map((piece, index) => (starts[index] ?? 0) + piece.length)
  return {
    input_ids: int64Feed(pieces),
    seqlens_k: { data: Int32Array.from(totals, (total) => total - 1), shape: [pieces.length] },
    total_sequence_length: { data: Int32Array.of(Math.max(...totals)), shape: [1] },
    logit_rows: { data: BigInt64Array.from(rows, BigInt), shape: [rows.length] },
  }
}

/** Runs one sequence in chunks; the logits of every position, row after row. */
async function runInChunks(config: DecoderConfig, run: GraphRunner, sizes: readonly number[]) {
  let caches = newCaches(config, ROOM)
  let start = 0
  const logits: number[] = []
  for (const size of sizes) {
    const piece = ids.slice(start, start + size)
    const outputs = await run({ ...feedsOf([piece], [start], [...piece.keys()]), ...caches })
    logits.push(...(outputs['logits'] ?? []))
    caches = nextCaches(config, outputs)
    start += size
  }
  return logits
}

describe.each(tinyArchitectures)('the slots graph: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(21))
  const { vocabSize } = config

  it.each(['fp32', 'fp16', 'q8', 'q4'] as const)(
    'gives the logits of a plain implementation in %s',
    async (precision) => {
      const expected = referenceLogits(config, roundedParameters(config, parameters, precision), ids).flat()
      const run = await load(config, parameters, precision)
      expect(relativeError(await runInChunks(config, run, [13]), expected)).toBeLessThan(1e-4)
      expect(relativeError(await runInChunks(config, run, [5, 1, 1, 6]), expected)).toBeLessThan(1e-4)
    },
  )

  it.each(['fp32', 'q8', 'q4'] as const)(
    'computes only the logits that are wanted in %s',
    async (precision) => {
      const run = await load(config, parameters, precision)
      const all = await runInChunks(config, run, [13])
      const without = await run({ ...feedsOf([ids.slice(0, 7)], [0], []), ...newCaches(config, ROOM) })
      expect(without['logits']).toHaveLength(0)
      const outputs = await run({ ...feedsOf([ids.slice(7)], [7], [5, 2]), ...nextCaches(config, without) })
      const expected = [12, 9].flatMap((row) => all.slice(row * vocabSize, (row + 1) * vocabSize))
      expect(relativeError(outputs['logits'] ?? [], expected)).toBeLessThan(1e-5)
    },
  )

  it('goes on with slots of different lengths in one run', async () => {
    const run = await load(config, parameters, 'fp32')
    const lengths = [9, 4, 12]
    const starts: Feeds[] = []
    for (const length of lengths) {
      const prompt = ids.slice(0, length)
      starts.push(
        nextCaches(config, await run({ ...feedsOf([prompt], [0], []), ...newCaches(config, ROOM) })),
      )
    }
    const outputs = await run({ ...feedsOf([[7], [8], [9]], lengths, [0, 1, 2]), ...stacked(starts) })
    const expected = lengths.map((length, slot) =>
      referenceLogits(config, parameters, [...ids.slice(0, length), 7 + slot]).at(-1),
    )
    expect(
      relativeError(
        outputs['logits'] ?? [],
        expected.flatMap((row) => row ?? []),
      ),
    ).toBeLessThan(1e-4)
  })
})

/** Caches of one sequence each as one cache of several slots. */
function stacked(caches: readonly Feeds[]): Feeds {
  const [first = {}] = caches
  return Object.fromEntries(
    Object.entries(first).map(([name, { shape }]) => {
      const data = caches.flatMap((cache) => [...(cache[name]?.data ?? [])].map(Number))
      return [name, { data: Float32Array.from(data), shape: [caches.length, ...shape.slice(1)] }]
    }),
  )
}

describe('the files of a slots graph', () => {
  const [[, config] = ['', undefined]] = tinyArchitectures.slice(2)
  if (!config) throw new Error('There is no tiny model.')
  const parameters = randomParameters(config, createNoise(21))

  it('are smaller the fewer bits a weight has, and hold a tied embedding once', () => {
    const matrices = decoderParameters(config).filter(({ shape }) => shape.length === 2)
    const sizes = (['fp32', 'fp16', 'q8', 'q4'] as const).map((precision) => {
      const stored = weightLayout(config, precision).parameters
      const tensors = matrices.flatMap(({ name }) => stored.get(name)?.tensors ?? [])
      return tensors.reduce((sum, { length }) => sum + length, 0)
    })
    const weights = matrices.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    expect(sizes).toEqual([4, 2, 36 / 32, 20 / 32].map((bytes) => bytes * weights))
  })

  it('begin every tensor at a memory page', () => {
    const tensors = [...weightLayout(config, 'q8').parameters.values()].flatMap((one) => one.tensors)
    expect(tensors.filter(({ offset }) => offset % 4096 !== 0)).toEqual([])
    const ordered = tensors.every(({ offset }, index) => {
      const before = tensors[index - 1]
      return !before || offset >= before.offset + before.length
    })
    expect(ordered).toBe(true)
  })

  it('are not made of rows that blocks cannot hold', () => {
    const odd = { ...config, feedForwardSize: 44 }
    expect(() => slotsDecoderModel(odd, randomParameters(odd, createNoise(1)), { precision: 'q4' })).toThrow(
      'layers.0.feed_forward.down',
    )
  })

  it('are not made without one of the parameters', () => {
    const incomplete = new Map(parameters)
    incomplete.delete('layers.1.attention_norm')
    expect(() => slotsDecoderModel(config, incomplete, { precision: 'fp32' })).toThrow(
      'layers.1.attention_norm',
    )
  })
})
