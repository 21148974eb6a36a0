import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultParameters, type EnginePrompt } from '@trialogue/contract'
import { createEngine, createOnnxProvider, type Engine, type LocalModel } from '@trialogue/inference'
import { decoderParameters, elementCount, slotsDecoderModel } from '@trialogue/onnx'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { median } from '../bench/statistics.ts'
import { copyModel } from './copied-model.ts'
import { printFigure } from './print-figure.ts'

const promptTokens = 1_000
/** About 5 million weights: large enough that a thousand tokens take a while. */
const config = {
  ...{ vocabSize: 1536, hiddenSize: 256, layerCount: 6, headCount: 8, feedForwardSize: 704 },
  ...{ ropeTheta: 10_000, normEpsilon: 1e-5, contextLength: 2_048 },
}

let root = ''
let model: LocalModel
let engine: Engine
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-long-prompt-'))
  model = await copyModel(root, 'wide', 'base', writeWideModel)
  const wide = { ...model, manifest: { ...model.manifest, contextLength: config.contextLength } }
  engine = createEngine({ providers: [createOnnxProvider({ models: [wide], verify: async () => {} })] })
  await engine.inspect('wide', { form: 'text', text: 'Hi' })
})
afterAll(async () => {
  await engine.dispose()
  rmSync(root, { recursive: true })
})

/** Random weights in a bundled model's folder, which keeps its tokenizer. */
function writeWideModel(folder: string): void {
  const path = join(folder, 'config.json')
  const sizes = { num_hidden_layers: 6, num_attention_heads: 8, num_key_value_heads: 8, hidden_size: 256 }
  const lengths = { head_dim: 32, max_position_embeddings: config.contextLength }
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...sizes, ...lengths }))
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => [
    name,
    Float32Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(index * 0.7) / 16),
  ])
  const { graph, data } = slotsDecoderModel(config, new Map(parameters), { precision: 'q8' })
  writeFileSync(join(folder, 'onnx/model.onnx'), graph)
  writeFileSync(join(folder, 'onnx/model.onnx_data'), data)
}

function generate(prompt: EnginePrompt, maxTokens: number, signal = new AbortController().signal) {
  const parameters = { ...defaultParameters, temperature: 2, maxTokens }
  return engine.generate({ modelId: 'wide', prompt, parameters, seed: 1, topLogprobs: null }, signal)
}

it('goes on writing while it reads a long prompt', async () => {
  const stop = new AbortController()
  const begun = Promise.withResolvers<void>()
  const textAtMs: number[] = []
  const writing = (async () => {
    for await (const event of generate({ form: 'text', text: 'Once' }, 1_500, stop.signal)) {
      if (event.type === 'text') textAtMs.push(performance.now())
      if (textAtMs.length === 20) begun.resolve()
    }
  })()
  await begun.promise

  const prompt = Array.from({ length: promptTokens }, (_, index) => 300 + ((index * index) % 1_000))
  const startedAt = performance.now()
  let readAt = 0
  for await (const event of generate({ form: 'tokens', tokenIds: prompt }, 1)) {
    if (event.type === 'prefilling' && event.doneTokens === event.totalTokens) readAt = performance.now()
  }
  stop.abort()
  await writing

  const gapsMs = textAtMs.slice(1).map((at, index) => ({ at, ms: at - (textAtMs[index] ?? 0) }))
  const before = gapsMs.filter(({ at }) => at < startedAt).map(({ ms }) => ms)
  const meanwhile = gapsMs.filter(({ at, ms }) => at > startedAt && at - ms < readAt).map(({ ms }) => ms)
  const longest = Math.max(...meanwhile)
  printFigure(
    `A prompt of ${promptTokens} tokens beside a running text`,
    `read in ${(readAt - startedAt).toFixed(0)} ms; meanwhile the text came in ${meanwhile.length} pieces, the ` +
      `longest gap was ${longest.toFixed(0)} ms, the median ${median(meanwhile).toFixed(0)} ms (before: ${median(before).toFixed(0)} ms)`,
  )
  // It is read in 16 chunks: were it read at once, the gap would be as long as all of them.
  expect(meanwhile.length).toBeGreaterThan(3)
  expect(longest).toBeLessThan((readAt - startedAt) / 2)
})
