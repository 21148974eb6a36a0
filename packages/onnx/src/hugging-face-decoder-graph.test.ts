import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { int64Feed, newCaches, nextCaches, relativeError } from './decoder-caches.ts'
import { createNoise, loadGraph } from './gradient-check.ts'
import { huggingFaceDecoderGraph } from './hugging-face-decoder-graph.ts'
import { slotsDecoderModel } from './index.ts'
import { randomParameters, tinyArchitectures } from './reference-decoder.ts'

const ids = Array.from({ length: 11 }, (_, index) => (index * 19 + 2) % 50)
/** Tokens that a slot has room for. */
const ROOM = 16

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hugging-face-decoder-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(tinyArchitectures)('over the weights of a slots graph: %s', (_, config) => {
  it.each(['fp32', 'q8', 'q4'] as const)(
    'gives the same logits for every position in %s',
    async (precision) => {
      const options = { precision, accuracyLevel: 1 } as const
      const { graph, data } = slotsDecoderModel(config, randomParameters(config, createNoise(21)), options)
      await writeFile(join(folder, 'model.onnx_data'), data)
      await writeFile(join(folder, 'slots.onnx'), graph)
      await writeFile(join(folder, 'other.onnx'), huggingFaceDecoderGraph(config, options))
      const slots = await loadGraph(join(folder, 'slots.onnx'))
      const other = await loadGraph(join(folder, 'other.onnx'))

      const int32 = (value: number) => ({ data: Int32Array.of(value), shape: [1] })
      const logits = { slots: [] as number[], other: [] as number[] }
      let caches = { slots: newCaches(config, ROOM), other: newCaches(config, 0) }
      for (const piece of [ids.slice(0, 10), ids.slice(10)]) {
        const start = logits.slots.length / config.vocabSize
        const rows = BigInt64Array.from(piece.keys(), BigInt)
        const fromSlots = await slots({
          input_ids: int64Feed([piece]),
          seqlens_k: int32(start + piece.length - 1),
          total_sequence_length: int32(start + piece.length),
          logit_rows: { data: rows, shape: [rows.length] },
          ...caches.slots,
        })
        const fromOther = await other({
          input_ids: int64Feed([piece]),
          attention_mask: int64Feed([Array.from({ length: start + piece.length }, () => 1)]),
          ...caches.other,
        })
        logits.slots.push(...(fromSlots['logits'] ?? []))
        logits.other.push(...(fromOther['logits'] ?? []))
        caches = { slots: nextCaches(config, fromSlots), other: nextCaches(config, fromOther) }
      }
      expect(logits.other).toHaveLength(ids.length * config.vocabSize)
      expect(relativeError(logits.other, logits.slots)).toBeLessThan(1e-5)
    },
  )
})
