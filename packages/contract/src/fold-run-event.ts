import type { Generation, GenerationStep, Run } from './run.ts'
import type { RunEvent } from './run-event.ts'

/**
 * The pure reducer behind every view of a run: server and page fold the same events into the same run.
 * `run` is null before the first snapshot; events that come before one are ignored.
 */
export function foldRunEvent(run: Run | null, event: RunEvent): Run | null {
  if (event.type === 'run.snapshot') return event.run
  if (run === null) return null
  switch (event.type) {
    case 'generation.status':
      return withGeneration(run, event.generationId, (generation) => ({
        ...generation,
        status: event.status,
        queuePosition: event.queuePosition,
        progress: event.progress,
      }))
    case 'generation.step':
      return withGeneration(run, event.generationId, (generation) => ({
        ...generation,
        // One that began before begins again; the steps of other chains of thought stay as they are.
        steps: generation.steps.toSpliced(event.stepIndex, 1, openStep(event)),
      }))
    case 'generation.text':
      return withGeneration(run, event.generationId, (generation) => ({
        ...generation,
        steps: generation.steps.map((step, index) =>
          index === event.stepIndex ? appendText(step, event) : step,
        ),
      }))
    case 'generation.finished':
      return withGeneration(run, event.generation.id, () => event.generation)
    case 'run.status':
      return { ...run, status: event.status, finishedAt: event.finishedAt }
    default:
      return event satisfies never
  }
}

function withGeneration(run: Run, id: string, change: (generation: Generation) => Generation): Run {
  return {
    ...run,
    generations: run.generations.map((generation) =>
      generation.id === id ? change(generation) : generation,
    ),
  }
}

function openStep(event: Extract<RunEvent, { type: 'generation.step' }>): GenerationStep {
  return {
    kind: event.kind,
    path: event.path,
    modelInput: event.modelInput,
    tokenIdsSha256: event.tokenIdsSha256,
    text: '',
    tokenIds: null,
    logprobs: [],
    finishReason: null,
    usage: { promptTokens: event.promptTokens, completionTokens: 0, cachedTokens: 0 },
    timings: null,
  }
}

function appendText(
  step: GenerationStep,
  event: Extract<RunEvent, { type: 'generation.text' }>,
): GenerationStep {
  return {
    ...step,
    text: step.text + event.text,
    usage: {
      promptTokens: step.usage?.promptTokens ?? 0,
      completionTokens: event.completionTokens,
      cachedTokens: step.usage?.cachedTokens ?? 0,
    },
    logprobs: event.logprobs.length === 0 ? step.logprobs : [...step.logprobs, ...event.logprobs],
  }
}
