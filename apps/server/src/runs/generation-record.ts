import {
  AppError,
  type ErrorRecord,
  type FinishReason,
  type Generation,
  type GenerationStep,
  type ReasoningPath,
  toErrorRecord,
} from '@trialogue/contract'
import type { GenerateEvent } from '@trialogue/inference'
import type { GenerationPlan, StepPlan } from '@trialogue/prompt'
import type { ProgressEvent } from './event-coalescer.ts'
import { PathStates } from './path-states.ts'

export interface RecordOptions {
  readonly generation: Generation
  readonly report: (event: ProgressEvent) => void
  readonly now: () => number
}

/** One call that is under way. */
export interface StepWriting {
  take(event: GenerateEvent): void
  /** It was not even begun. */
  cancel(): false
  /** The engine has nothing more to tell. False when it was cancelled; throws when it did not come to an end. */
  end(): boolean
}

type ModelFacts = Pick<Generation, 'modelSha256' | 'executionProvider' | 'mode' | 'cachePath'>
type EventOf<Type extends GenerateEvent['type']> = Extract<GenerateEvent, { type: Type }>

const unknownModel: ModelFacts = { modelSha256: null, executionProvider: null, mode: null, cachePath: null }

/** What a generation under way has gathered so far; tells every change. */
export class GenerationRecord {
  readonly #options: RecordOptions
  /** In the order in which they began; each place is the step's index while it is written. */
  readonly #steps: GenerationStep[]
  readonly #done: GenerationStep[]
  readonly #failures = new Map<number, ErrorRecord>()
  readonly #paths: Set<number>
  readonly #states: PathStates
  #model = unknownModel
  #isCut = false

  constructor(options: RecordOptions) {
    this.#options = options
    const { steps } = options.generation
    this.#steps = [...steps]
    this.#done = [...steps]
    this.#paths = new Set(steps.map(({ path }) => path))
    const generationId = options.generation.id
    this.#states = new PathStates((state) =>
      options.report({ type: 'generation.status', generationId, ...state }),
    )
  }

  /** The steps that came to their end, in that order. */
  get done(): readonly GenerationStep[] {
    return this.#done
  }

  begin(step: StepPlan): StepWriting {
    this.#paths.add(step.path)
    let index: number | null = null
    let finishReason: FinishReason | null = null
    return {
      take: (event) => {
        if (event.type === 'input') index = this.#open(event, step, index)
        else if (event.type === 'text') this.#add(event, index)
        else if (event.type === 'finished') {
          finishReason = event.finishReason
          this.#close(event, index)
        } else this.#states.set(step.path, stateOf(event))
      },
      cancel: () => {
        this.#isCut = true
        return false
      },
      end: () => {
        if (finishReason === null)
          throw new AppError('GENERATION_FAILED', 'The model stopped without saying why. Run it again.')
        if (finishReason !== 'cancelled') return true
        this.#isCut = true
        return false
      },
    }
  }

  /** The other chains go on. */
  failPath(path: number, thrown: unknown): void {
    this.#failures.set(path, toErrorRecord(thrown, 'GENERATION_FAILED'))
    const index = this.#steps.findLastIndex((step) => step.path === path)
    const step = this.#steps[index]
    if (step?.finishReason === null) this.#steps[index] = { ...step, finishReason: 'error' }
  }

  /** Nothing more will come of a chain: it is no part any more of where the generation stands. */
  leavePath(path: number): void {
    this.#states.delete(path)
  }

  /** Reads the answer. Failed when every chain has. */
  ended(plan: GenerationPlan): Generation {
    const [failure] = this.#failures.values()
    const isSound = ({ path }: Pick<GenerationStep, 'path'>) => !this.#failures.has(path)
    if (failure !== undefined && ![...this.#paths].some((path) => isSound({ path }))) {
      return this.#record({ status: 'failed', finishReason: 'error', error: failure })
    }
    const sound = inOrder(this.#steps.filter(isSound))
    const extracted = plan.extract(sound)
    const chosen = extracted.paths.find(({ answer }) => answer !== null && answer === extracted.answer)
    const path = chosen?.path ?? sound[0]?.path
    const last = sound.findLast((step) => step.path === path)
    return this.#record({
      status: 'completed',
      finishReason: this.#isCut ? 'cancelled' : (last?.finishReason ?? 'cancelled'),
      ...extracted,
      paths: inOrder([...extracted.paths, ...this.#failedPaths()]),
    })
  }

  failed(thrown: unknown): Generation {
    const error = toErrorRecord(thrown, 'GENERATION_FAILED')
    return this.#record({ status: 'failed', finishReason: 'error', error })
  }

  #failedPaths(): ReasoningPath[] {
    return Array.from(this.#failures, ([path, error]) => ({
      path,
      reasoningText: null,
      answer: null,
      confidence: null,
      error,
    }))
  }

  #record(outcome: Partial<Generation>): Generation {
    return {
      ...this.#options.generation,
      ...this.#model,
      queuePosition: null,
      progress: null,
      // Which chain was quicker is chance: a second attempt must be comparable.
      steps: inOrder(this.#steps),
      finishedAt: this.#options.now(),
      ...outcome,
    }
  }

  /** `before` is its place where it had begun already: a server broke off, and what it wrote is gone. */
  #open(
    { modelInput, tokenIdsSha256, promptTokens }: EventOf<'input'>,
    { kind, path }: StepPlan,
    before: number | null,
  ): number {
    const opened = { kind, path, modelInput, tokenIdsSha256 }
    const stepIndex = before ?? this.#steps.length
    if (before !== null) {
      this.#states.set(path, { status: 'prefilling', queuePosition: null, progress: null })
    }
    this.#steps[stepIndex] = {
      ...opened,
      text: '',
      tokenIds: null,
      logprobs: [],
      finishReason: null,
      usage: { promptTokens, completionTokens: 0, cachedTokens: 0 },
      timings: null,
    }
    const generationId = this.#options.generation.id
    this.#options.report({ type: 'generation.step', generationId, stepIndex, ...opened, promptTokens })
    return stepIndex
  }

  #add({ text, logprobs, completionTokens }: EventOf<'text'>, stepIndex: number | null): void {
    const step = stepIndex === null ? undefined : this.#steps[stepIndex]
    if (stepIndex === null || step === undefined)
      throw new AppError('INTERNAL', 'Text came before the model input was known.')
    if (step.text === '')
      this.#states.set(step.path, { status: 'decoding', queuePosition: null, progress: null })
    step.text += text
    step.logprobs.push(...logprobs)
    step.usage = { promptTokens: step.usage?.promptTokens ?? 0, completionTokens, cachedTokens: 0 }
    this.#options.report({
      type: 'generation.text',
      generationId: this.#options.generation.id,
      stepIndex,
      text,
      logprobs: [...logprobs],
      completionTokens,
    })
  }

  #close(event: EventOf<'finished'>, stepIndex: number | null): void {
    const { finishReason, usage, timings, tokenIds, modelSha256, executionProvider, mode, cachePath } = event
    this.#model = { modelSha256, executionProvider, mode, cachePath }
    const step = stepIndex === null ? undefined : this.#steps[stepIndex]
    // A step that was cancelled while it queued has no input and leaves no trace.
    if (stepIndex === null || step === undefined) return
    const closed = { ...step, finishReason, usage, timings, tokenIds: tokenIds && [...tokenIds] }
    this.#steps[stepIndex] = closed
    if (finishReason !== 'cancelled') this.#done.push(closed)
  }
}

function stateOf(event: EventOf<'queued' | 'loading' | 'prefilling'>) {
  switch (event.type) {
    case 'queued':
      return { status: event.type, queuePosition: event.position, progress: null }
    case 'loading':
      return { status: event.type, queuePosition: null, progress: event.progress }
    case 'prefilling': {
      const progress = event.doneTokens / Math.max(1, event.totalTokens)
      return { status: event.type, queuePosition: null, progress }
    }
    default:
      return event satisfies never
  }
}

/** By chain; within one, as it came. */
function inOrder<Part extends { readonly path: number }>(parts: readonly Part[]): Part[] {
  return parts.toSorted((one, other) => one.path - other.path)
}
