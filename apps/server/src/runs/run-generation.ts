import {
  AppError,
  type FinishReason,
  type Generation,
  type GenerationStep,
  toErrorRecord,
} from '@trialogue/contract'
import type { Engine, GenerateEvent } from '@trialogue/inference'
import type { GenerationPlan, StepPlan } from '@trialogue/prompt'
import type { ProgressEvent } from './event-coalescer.ts'

export interface GenerationJob {
  /** As it was queued: no steps yet. */
  readonly generation: Generation
  readonly plan: () => GenerationPlan
  readonly engine: Engine
  readonly topLogprobs: number | null
  /** Generations with the same key wait for one another. */
  readonly queueKey: string
  readonly signal: AbortSignal
  readonly report: (event: ProgressEvent) => void
  readonly now: () => number
}

/**
 * Makes one generation, all its steps, and returns its complete record. Never throws: a failure is a record with
 * `status: 'failed'` and what had been written; an abort is one with the finish reason `cancelled`.
 */
export async function runGeneration(job: GenerationJob): Promise<Generation> {
  const attempt = new Attempt(job)
  try {
    const plan = job.plan()
    for (let step: StepPlan | null = plan.first; step !== null; step = plan.next(attempt.steps)) {
      await attempt.runStep(step)
      if (attempt.isCancelled) break
    }
    return attempt.completed(plan)
  } catch (thrown) {
    return attempt.failed(thrown)
  }
}

/** What one attempt has gathered so far. */
class Attempt {
  readonly steps: GenerationStep[] = []
  readonly #job: GenerationJob
  #model: Pick<Generation, 'modelSha256' | 'executionProvider' | 'mode' | 'cachePath'> = {
    modelSha256: null,
    executionProvider: null,
    mode: null,
    cachePath: null,
  }
  #finishReason: FinishReason = 'cancelled'

  constructor(job: GenerationJob) {
    this.#job = job
  }

  get isCancelled(): boolean {
    return this.#finishReason === 'cancelled'
  }

  async runStep(step: StepPlan): Promise<void> {
    const { generation, engine, topLogprobs, queueKey, signal } = this.#job
    this.#finishReason = 'cancelled'
    if (signal.aborted) return
    const parameters = { ...generation.parameters, maxTokens: step.maxTokens, stop: step.stop }
    const request = {
      modelId: generation.modelId,
      prompt: step.prompt,
      parameters,
      seed: generation.seed,
      topLogprobs,
      queueKey,
    }
    let isFinished = false
    for await (const event of engine.generate(request, signal)) {
      this.#take(event, step)
      isFinished ||= event.type === 'finished'
    }
    if (!isFinished)
      throw new AppError('GENERATION_FAILED', 'The model stopped without saying why. Run it again.')
  }

  completed(plan: GenerationPlan): Generation {
    return this.#record({
      status: 'completed',
      finishReason: this.#finishReason,
      ...plan.extract(this.steps),
    })
  }

  failed(thrown: unknown): Generation {
    const error = toErrorRecord(thrown, 'GENERATION_FAILED')
    return this.#record({ status: 'failed', finishReason: 'error', error })
  }

  #record(outcome: Partial<Generation>): Generation {
    return {
      ...this.#job.generation,
      ...this.#model,
      queuePosition: null,
      progress: null,
      steps: this.steps,
      finishedAt: this.#job.now(),
      ...outcome,
    }
  }

  #take(event: GenerateEvent, step: StepPlan): void {
    switch (event.type) {
      case 'queued':
        this.#reportStatus('queued', event.position, null)
        break
      case 'loading':
        this.#reportStatus('loading', null, event.progress)
        break
      case 'input':
        this.#openStep(event, step)
        break
      case 'prefilling':
        this.#reportStatus('prefilling', null, event.doneTokens / Math.max(1, event.totalTokens))
        break
      case 'text':
        this.#addText(event)
        break
      case 'finished':
        this.#closeStep(event)
        break
      default:
        event satisfies never
    }
  }

  #reportStatus(
    status: Extract<ProgressEvent, { type: 'generation.status' }>['status'],
    queuePosition: number | null,
    progress: number | null,
  ): void {
    const generationId = this.#job.generation.id
    this.#job.report({ type: 'generation.status', generationId, status, queuePosition, progress })
  }

  #openStep(event: Extract<GenerateEvent, { type: 'input' }>, step: StepPlan): void {
    const { modelInput, tokenIdsSha256, promptTokens } = event
    const opened = { kind: step.kind, path: 0, modelInput, tokenIdsSha256 }
    const stepIndex = this.steps.length
    this.steps.push({
      ...opened,
      text: '',
      tokenIds: null,
      logprobs: [],
      finishReason: null,
      usage: { promptTokens, completionTokens: 0, cachedTokens: 0 },
      timings: null,
    })
    const generationId = this.#job.generation.id
    this.#job.report({ type: 'generation.step', generationId, stepIndex, ...opened, promptTokens })
  }

  #addText(event: Extract<GenerateEvent, { type: 'text' }>): void {
    const step = this.steps.at(-1)
    if (step === undefined) throw new AppError('INTERNAL', 'Text came before the model input was known.')
    if (step.text === '') this.#reportStatus('decoding', null, null)
    step.text += event.text
    step.logprobs.push(...event.logprobs)
    step.usage = {
      promptTokens: step.usage?.promptTokens ?? 0,
      completionTokens: event.completionTokens,
      cachedTokens: 0,
    }
    this.#job.report({
      type: 'generation.text',
      generationId: this.#job.generation.id,
      stepIndex: this.steps.length - 1,
      text: event.text,
      logprobs: [...event.logprobs],
      completionTokens: event.completionTokens,
    })
  }

  #closeStep(event: Extract<GenerateEvent, { type: 'finished' }>): void {
    const { finishReason, usage, timings, tokenIds, modelSha256, executionProvider, mode, cachePath } = event
    const last = this.steps.length - 1
    const step = this.steps[last]
    // A step that was cancelled while it queued has no input and leaves no trace.
    if (step !== undefined && step.finishReason === null)
      this.steps[last] = { ...step, finishReason, usage, timings, tokenIds: [...tokenIds] }
    this.#model = { modelSha256, executionProvider, mode, cachePath }
    this.#finishReason = finishReason
  }
}
