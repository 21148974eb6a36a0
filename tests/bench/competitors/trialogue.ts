/**
 * Trialogue's process: in the place of the server, it drives the engine through the door the server uses. Each model
 * then runs in a process of its own below it, with queue, scheduler, sampler and messages between processes.
 */
import { join } from 'node:path'
import { defaultParameters, type ModelManifest } from '@trialogue/contract'
import {
  createEngine,
  createOnnxProvider,
  type GenerateRequest,
  type Engine as TrialogueEngine,
} from '@trialogue/inference'
import { type GenerateOrder, nowMs, type OpenOrder, type Timeline } from './protocol.ts'
import { serve } from './serve.ts'

const modelId = (index: number) => `bench-${index}`

serve(async (order: OpenOrder) => {
  const models = Array.from({ length: order.modelCount }, (_, index) => ({
    manifest: manifest(modelId(index), order.contextLength),
    folder: order.path,
  }))
  const provider = createOnnxProvider({
    models,
    verify: async () => {},
    threads: order.threads,
    concurrency: order.sequences,
    // As the server has it; beside the models, so that it goes when they do.
    cacheFolder: join(order.path, '../prepared'),
  })
  const engine = createEngine({ providers: [provider] })
  const warmUp = { prompts: [[256]], tokenCount: 1 }
  for (const model of models.keys()) await generate(engine, { model, ...warmUp })
  const [loaded] = await engine.listModels()
  return {
    generate: (order) => generate(engine, order),
    describe: () => ({
      executionProvider: loaded?.executionProvider ?? 'unknown',
      cachePath: loaded?.cachePath ?? 'unknown',
      cache: 'float32',
    }),
  }
})

function generate(engine: TrialogueEngine, order: GenerateOrder): Promise<Timeline[]> {
  const { model, prompts, tokenCount, withTokenIds = false } = order
  return Promise.all(
    prompts.map((tokenIds) =>
      generateOne(engine, {
        modelId: modelId(model),
        prompt: { form: 'tokens', tokenIds: [...tokenIds] },
        parameters: { ...defaultParameters, temperature: 0, maxTokens: tokenCount },
        seed: 1,
        topLogprobs: withTokenIds ? 0 : null,
      }),
    ),
  )
}

async function generateOne(engine: TrialogueEngine, request: GenerateRequest): Promise<Timeline> {
  const arrivalsMs: number[] = []
  const tokenIds: number[] = []
  const startedAtMs = nowMs()
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type !== 'text') continue
    const now = nowMs()
    while (arrivalsMs.length < event.completionTokens) arrivalsMs.push(now)
    tokenIds.push(...event.logprobs.flatMap(({ id }) => id ?? []))
  }
  return { startedAtMs, arrivalsMs, tokenIds }
}

function manifest(id: string, contextLength: number): ModelManifest {
  const file = { path: 'onnx/model.onnx', sizeBytes: 1, sha256: '0'.repeat(64) }
  return {
    formatVersion: 1,
    id,
    name: id,
    kind: 'base',
    family: 'bench',
    licence: 'none',
    parameterCount: 1,
    contextLength,
    languages: ['en'],
    description: 'Random weights',
    files: [file],
  }
}
