import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { attentionShape, type DecoderConfig } from './decoder-config.ts'
import { createNoise } from './gradient-check.ts'
import { llamaDecoderGraph } from './index.ts'
import { randomParameters, referenceLogits, tinyConfig, tinyConfigs } from './reference-decoder.ts'

const { layerCount, vocabSize } = tinyConfig
const ids = Array.from({ length: 13 }, (_, index) => (index * 19 + 2) % vocabSize)

type Caches = Record<string, Tensor>

function emptyCaches(config: DecoderConfig): Caches {
  const { keyValueHeadCount, headSize } = attentionShape(config)
  const names = Array.from({ length: layerCount }, (_, layer) =>
    ['key', 'value'].map((part) => `past_key_values.${layer}.${part}`),
  ).flat()
  return Object.fromEntries(
    names.map((name) => [
      name,
      new Tensor('float32', new Float32Array(), [1, keyValueHeadCount, 0, headSize]),
    ]),
  )
}

const int64 = (values: readonly number[]) =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])

function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('The output is not made of floats.')
  return tensor.data
}

/** Runs the ids in chunks of the given sizes and returns the logits of all positions, row after row. */
async function runInChunks(
  session: InferenceSession,
  config: DecoderConfig,
  sizes: readonly number[],
  leftPadding = 0,
) {
  let caches = emptyCaches(config)
  const logits: number[] = []
  const padded = [...Array.from({ length: leftPadding }, () => 0), ...ids]
  let start = 0
  for (const size of sizes) {
    const end = start + size
    const mask = padded.slice(0, end).map((_, index) => (index < leftPadding ? 0 : 1))
    const positions = padded.slice(start, end).map((_, index) => Math.max(0, start + index - leftPadding))
    const outputs = await session.run({
      input_ids: int64(padded.slice(start, end)),
      attention_mask: int64(mask),
      position_ids: int64(positions),
      ...caches,
    })
    logits.push(...floatsOf(outputs['logits']))
    const next = Object.keys(caches).map((name): [string, Tensor] => {
      const present = outputs[name.replace('past_key_values', 'present')]
      if (!present) throw new Error(`The graph has no output for ${name}.`)
      return [name, present]
    })
    caches = Object.fromEntries(next)
    start = end
  }
  return logits.slice(leftPadding * vocabSize)
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length)
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? Number.NaN))), 0)
}

describe.each(tinyConfigs)('the decoder graph: %s', (_, config) => {
  const parameters = randomParameters(config, createNoise(21))
  const expected = referenceLogits(config, parameters, ids).flat()
  let session: InferenceSession

  beforeAll(async () => {
    const graph = llamaDecoderGraph(config, parameters)
    session = await InferenceSession.create(graph, { intraOpNumThreads: 1, logSeverityLevel: 3 })
  })

  it.each([
    ['in one go', [13]],
    ['in uneven chunks', [5, 1, 7]],
    ['token by token', ids.map(() => 1)],
  ])('gives the logits of a plain implementation %s', async (_name, sizes) => {
    expect(largestDifference(await runInChunks(session, config, sizes), expected)).toBeLessThan(2e-4)
  })

  it('ignores padding that the attention mask switches off', async () => {
    expect(largestDifference(await runInChunks(session, config, [3, 13], 3), expected)).toBeLessThan(2e-4)
  })

  it('has the inputs and outputs of a Hugging Face export', () => {
    const caches = [0, 1].flatMap((layer) => [`${layer}.key`, `${layer}.value`])
    const inputs = [
      'input_ids',
      'attention_mask',
      'position_ids',
      ...caches.map((name) => `past_key_values.${name}`),
    ]
    expect(session.inputNames).toEqual(inputs)
    expect(session.outputNames).toEqual(['logits', ...caches.map((name) => `present.${name}`)])
  })

  it('refuses to be written without one of its parameters', () => {
    const incomplete = new Map(parameters)
    incomplete.delete('final_norm')
    expect(() => llamaDecoderGraph(config, incomplete)).toThrow('final_norm')
  })
})
