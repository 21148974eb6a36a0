import {
  AppError,
  type Benchmark,
  defaultParameters,
  type EnginePrompt,
  type Model,
} from '@trialogue/contract'
import type { Engine, GenerateEvent } from '@trialogue/inference'
import type { Store } from '@trialogue/store'
import type { Clock } from '../runs/clock.ts'
import { findModel } from './model-service.ts'

export interface BenchmarkService {
  /** Measures and keeps the result. Throws MODEL_NOT_FOUND, and what generating throws. */
  measure(modelId: string, signal: AbortSignal): Promise<Benchmark>
  /** The last result of the model's present files. Throws MODEL_NOT_FOUND. */
  find(modelId: string): Promise<Benchmark | null>
}

export interface BenchmarkServiceOptions {
  readonly engine: Engine
  readonly store: Pick<Store, 'benchmarks'>
  readonly clock: Clock
}

const rounds = 3
const completionTokens = 64
const longestPromptTokens = 512
const sentence = 'The ship left the harbour at dawn, and nobody on the quay knew where it was bound. '
/** Sentences have about twenty tokens; a model of few words makes more of one. */
const tokensPerSentence = 30

export function createBenchmarkService(options: BenchmarkServiceOptions): BenchmarkService {
  const { engine, store, clock } = options
  return {
    async measure(modelId, signal) {
      const model = findModel(await engine.listModels(), modelId)
      const measured: Round[] = []
      // The first one loads the model and warms up, and is not counted.
      for (let round = 0; round <= rounds; round++) {
        measured.push(await measureRound(engine, model, round, signal))
      }
      const benchmark = { ...summarize(measured.slice(1)), rounds, measuredAt: clock.now() }
      // Loading tells which files hold the weights.
      const loaded = findModel(await engine.listModels(), modelId)
      await store.benchmarks.save(loaded, benchmark)
      return benchmark
    },
    async find(modelId) {
      return store.benchmarks.find(findModel(await engine.listModels(), modelId))
    },
  }
}

type Finished = Extract<GenerateEvent, { type: 'finished' }>
interface Round {
  readonly usage: Finished['usage']
  readonly timings: Finished['timings']
}

async function measureRound(
  engine: Engine,
  model: Model,
  round: number,
  signal: AbortSignal,
): Promise<Round> {
  const request = {
    modelId: model.id,
    prompt: writePrompt(model, round),
    parameters: { ...defaultParameters, temperature: 0, maxTokens: completionTokens },
    seed: 1,
    topLogprobs: null,
    queueKey: 'benchmark',
  }
  for await (const event of engine.generate(request, signal)) {
    if (event.type !== 'finished') continue
    signal.throwIfAborted()
    if (event.usage.completionTokens > 0) return event
  }
  const message = 'The model ended without writing anything, so that its speed cannot be measured.'
  throw new AppError('GENERATION_FAILED', message, { details: { modelId: model.id } })
}

/** Of its own making, as long as the context allows, and each round begun otherwise: nothing may be read already. */
function writePrompt({ contextLength, capabilities }: Model, round: number): EnginePrompt {
  const room = Math.min(longestPromptTokens, contextLength - completionTokens)
  const count = Math.max(1, Math.floor(room / tokensPerSentence) - 1)
  const text = `${['Zero', 'One', 'Two', 'Three'][round]}. ${sentence.repeat(count)}`
  if (capabilities.completion) return { form: 'text', text }
  return { form: 'chat', messages: [{ role: 'user', content: text }], assistantPrefix: '' }
}

function summarize(measured: readonly Round[]): Omit<Benchmark, 'rounds' | 'measuredAt'> {
  const middle = (read: (round: Round) => number) => median(measured.map(read))
  return {
    promptTokens: middle(({ usage }) => usage.promptTokens),
    completionTokens: middle(({ usage }) => usage.completionTokens),
    prefillTokensPerSecond: middle(({ usage, timings }) =>
      perSecond(usage.promptTokens - usage.cachedTokens, timings.prefillMs),
    ),
    decodeTokensPerSecond: middle(({ usage, timings }) =>
      perSecond(usage.completionTokens, timings.decodeMs),
    ),
    ttftMs: middle(({ timings }) => timings.ttftMs ?? 0),
  }
}

function perSecond(tokens: number, ms: number): number {
  return ms === 0 ? 0 : (1_000 * tokens) / ms
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
