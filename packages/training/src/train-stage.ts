import type { DecoderConfig } from '@trialogue/onnx'
import { type Moments, zeroMoments } from './adamw.ts'
import type { BatchFiller } from './batches.ts'
import { type TrainingProgress, writeCheckpoint } from './checkpoint.ts'
import { createMuon } from './muon.ts'
import type { Optimizer } from './optimizer.ts'
import type { Parameters } from './parameters.ts'
import { learningRate, type Schedule } from './schedule.ts'
import { type Batch, createTrainerSession, type TrainerSession } from './session.ts'

/** A run ends by the clock or by tokens seen. */
export type TrainingBudget = { readonly minutes: number } | { readonly tokens: number }

export type ProgressReport = TrainingProgress & {
  readonly tokensPerSecond: number
  readonly learningRate: number
  /** Estimate of the training time that is left, from the speed so far. */
  readonly remainingMs: number
}

export type StageRun = {
  readonly config: DecoderConfig
  /** Trained in place. */
  readonly parameters: Parameters
  /**
   * The batches of one segment. A segment is a stretch of `segmentSteps` steps with a stream of its own, so that a
   * resumed run finds its place by replaying at most one segment, and goes on to the very same weights.
   */
  readonly openSegment: (segment: number) => BatchFiller
  readonly batchSize: number
  readonly length: number
  readonly schedule: Schedule
  readonly budget: TrainingBudget
  readonly threads: number
  readonly checkpointPath: string
  /** Continues an interrupted run of the same stage. */
  readonly resumed?: { readonly progress: TrainingProgress; readonly moments: Moments }
  /** Stops the run after the step that is under way; the checkpoint then allows to go on. */
  readonly signal?: AbortSignal
  readonly report: (report: ProgressReport) => void
}

/** Steps that share one stream of samples. */
export const segmentSteps = 100

const CHECKPOINT_INTERVAL_MS = 30_000
const LOSS_SMOOTHING = 0.98

const freshProgress: TrainingProgress = {
  steps: 0,
  tokens: 0,
  trainedMs: 0,
  smoothedLoss: Number.NaN,
  isFinished: false,
}

function shareDone(budget: TrainingBudget, progress: TrainingProgress): number {
  if ('minutes' in budget) return progress.trainedMs / (budget.minutes * 60_000)
  return progress.tokens / budget.tokens
}

/** Whether a run that has come so far needs no more steps. */
export function isBudgetSpent(budget: TrainingBudget, progress: TrainingProgress): boolean {
  return shareDone(budget, progress) >= 1
}

/** Fills batch after batch from the segment that a step belongs to, whichever step the run begins with. */
function createBatchSource(run: StageRun): (batch: Batch, step: number) => void {
  let segment = -1
  let fill: BatchFiller = () => {}
  return (batch, step) => {
    const wanted = Math.floor(step / segmentSteps)
    if (wanted !== segment) {
      segment = wanted
      fill = run.openSegment(segment)
      for (let replayed = segment * segmentSteps; replayed < step; replayed += 1) fill(batch)
    }
    fill(batch)
  }
}

type Machinery = {
  readonly session: TrainerSession
  readonly optimizer: Optimizer
  readonly fillBatch: (batch: Batch, step: number) => void
}

async function trainStep(
  run: StageRun,
  { session, optimizer, fillBatch }: Machinery,
  before: TrainingProgress,
): Promise<TrainingProgress> {
  const startedMs = performance.now()
  fillBatch(session.batch, before.steps)
  const loss = await session.run()
  if (!Number.isFinite(loss))
    throw new Error(`The loss became ${loss} at step ${before.steps}: lower the learning rate.`)
  await optimizer.step(
    session.gradients,
    learningRate(run.schedule, before.steps, shareDone(run.budget, before)),
  )
  const isFirst = Number.isNaN(before.smoothedLoss)
  return {
    steps: before.steps + 1,
    tokens: before.tokens + run.batchSize * run.length,
    trainedMs: before.trainedMs + performance.now() - startedMs,
    smoothedLoss: isFirst ? loss : LOSS_SMOOTHING * before.smoothedLoss + (1 - LOSS_SMOOTHING) * loss,
    isFinished: false,
  }
}

/** Trains until the budget is spent or the signal aborts, saving a checkpoint every 30 seconds and at the end. */
export async function trainStage(run: StageRun): Promise<TrainingProgress> {
  const { config, parameters, batchSize, length, threads } = run
  const moments = run.resumed?.moments ?? zeroMoments(parameters)
  let progress = run.resumed?.progress ?? freshProgress
  const optimizer = await createMuon(config, parameters, { stepsDone: progress.steps, moments }, threads)
  const session = await createTrainerSession({
    config,
    method: { kind: 'full' },
    parameters,
    // Trained in place.
    adapter: parameters,
    batchSize,
    length,
    threads,
    withGradients: true,
  })
  const machinery = { session, optimizer, fillBatch: createBatchSource(run) }
  const save = () => writeCheckpoint(run.checkpointPath, { config, progress, parameters, moments })
  const reportSince = (last: TrainingProgress) => {
    const seconds = (progress.trainedMs - last.trainedMs) / 1000
    const tokensPerSecond = seconds > 0 ? (progress.tokens - last.tokens) / seconds : 0
    const rate = learningRate(run.schedule, progress.steps, shareDone(run.budget, progress))
    const done = shareDone(run.budget, progress)
    const remainingMs = Math.max(0, (progress.trainedMs / done) * (1 - done))
    run.report({ ...progress, tokensPerSecond, learningRate: rate, remainingMs })
  }
  let saved = progress
  while (!isBudgetSpent(run.budget, progress) && !run.signal?.aborted) {
    progress = await trainStep(run, machinery, progress)
    if (progress.trainedMs - saved.trainedMs < CHECKPOINT_INTERVAL_MS) continue
    save()
    reportSince(saved)
    saved = progress
  }
  progress = { ...progress, isFinished: isBudgetSpent(run.budget, progress) }
  save()
  reportSince(saved)
  await session.release()
  await optimizer.release()
  return progress
}
