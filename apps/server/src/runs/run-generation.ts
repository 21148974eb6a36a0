import type { Generation } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import type { GenerationPlan, StepPlan } from '@trialogue/prompt'
import type { ProgressEvent } from './event-coalescer.ts'
import { GenerationRecord } from './generation-record.ts'
import { createPlaces } from './places.ts'

export interface GenerationJob {
  /** As it was queued: its steps, if it has any, are done already. */
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
 * Chains of thought of one generation that are with the engine at a time: as many as a model computes together. The
 * others would only fill its queue.
 */
const pathsAtOnce = 8
const seedCount = 2 ** 32

/**
 * Makes one generation, all its chains of thought side by side, and returns its complete record. Never throws: a failure
 * is a record with `status: 'failed'` and what had been written; an abort is one with the finish reason `cancelled`. A
 * chain that fails is out of the vote; the generation has failed when all of its chains have.
 */
export async function runGeneration(job: GenerationJob): Promise<Generation> {
  const record = new GenerationRecord(job)
  try {
    const plan = job.plan()
    await runChains(job, plan, record)
    return record.ended(plan)
  } catch (thrown) {
    return record.failed(thrown)
  }
}

async function runChains(job: GenerationJob, plan: GenerationPlan, record: GenerationRecord): Promise<void> {
  const inPlace = createPlaces(pathsAtOnce)
  const chains: Promise<void>[] = []
  const begin = (first: StepPlan) => {
    chains.push(
      inPlace(async () => {
        let step: StepPlan | undefined = first
        try {
          while (step !== undefined && (await runStep(job, step, record))) {
            // The chain goes on in its place; those that begin with it get places of their own.
            const [own, ...others]: StepPlan[] = plan.next(record.done, first.path)
            others.forEach(begin)
            step = own
          }
        } catch (thrown) {
          record.failPath(first.path, thrown)
        }
        record.leavePath(first.path)
      }),
    )
  }
  plan.first.forEach(begin)
  // Grows while it is waited for.
  for (const chain of chains) await chain
}

/** False when it was cancelled. Throws what the engine throws. */
async function runStep(job: GenerationJob, step: StepPlan, record: GenerationRecord): Promise<boolean> {
  const { generation, engine, queueKey, signal } = job
  const { parameters, seed, modelId } = generation
  const forcedTokenIds = step.forcedTokenIds ?? []
  const writing = record.begin(step)
  if (signal.aborted) return writing.cancel()
  const request = {
    modelId,
    prompt: step.prompt,
    parameters: {
      ...parameters,
      temperature: step.isGreedy === true ? 0 : parameters.temperature,
      maxTokens: step.maxTokens,
      stop: step.stop,
    },
    // What tells chains apart is chance alone.
    seed: (seed + step.path) % seedCount,
    topLogprobs: mostOf(job.topLogprobs, step.topLogprobs ?? null),
    queueKey,
    ...(forcedTokenIds.length === 0 ? {} : { forcedTokenIds }),
  }
  for await (const event of engine.generate(request, signal)) writing.take(event)
  return writing.end()
}

function mostOf(asked: number | null, needed: number | null): number | null {
  return asked === null || needed === null ? (asked ?? needed) : Math.max(asked, needed)
}
