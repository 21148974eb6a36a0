import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStreamBatches } from './batches.ts'
import { readCheckpoint } from './checkpoint.ts'
import { initializeParameters } from './parameters.ts'
import { tinyConfig as config } from './tiny-config.ts'
import { type ProgressReport, type StageRun, segmentSteps, trainStage } from './train-stage.ts'

const shape = { batchSize: 4, length: 16 }
const tokensPerStep = shape.batchSize * shape.length

/** Counts upwards from a start of the segment's own: the next token follows from the last, not from how often it occurs. */
function openCounting(segment: number) {
  let next = segment * 5
  return createStreamBatches(shape, () => {
    const ids = Array.from({ length: 8 }, () => next++ % config.vocabSize)
    return { ids, weights: ids.map(() => 1) }
  })
}

describe('training', () => {
  let folder: string
  let reports: ProgressReport[]

  const run = (tokens: number): StageRun => ({
    config,
    parameters: initializeParameters(config, 4),
    openSegment: openCounting,
    ...shape,
    schedule: { peakRate: 1e-2, warmUpSteps: 10 },
    budget: { tokens },
    threads: 1,
    checkpointPath: join(folder, 'stage.checkpoint'),
    report: (report) => reports.push(report),
  })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'training-'))
    reports = []
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('learns within 100 steps what follows what', async () => {
    const start = await trainStage(run(tokensPerStep))
    const end = await trainStage(run(100 * tokensPerStep))
    expect(start.smoothedLoss).toBeGreaterThan(Math.log(config.vocabSize) * 0.9)
    expect(end.smoothedLoss).toBeLessThan(start.smoothedLoss / 2)
    expect(end).toMatchObject({ steps: 100, tokens: 100 * tokensPerStep, isFinished: true })
    expect(reports.at(-1)).toMatchObject({ steps: 100, isFinished: true })
  })

  it.each([10, segmentSteps, segmentSteps + 7])(
    'goes on from a checkpoint after %i steps as if it had never stopped',
    async (stopAfter) => {
      const budget = (segmentSteps + 20) * tokensPerStep
      const whole = run(budget)
      await trainStage(whole)

      const interruption = new AbortController()
      let batches = 0
      const interrupted: StageRun = {
        ...run(budget),
        signal: interruption.signal,
        openSegment: (segment) => {
          const fill = openCounting(segment)
          return (batch) => {
            batches += 1
            if (batches === stopAfter) interruption.abort()
            fill(batch)
          }
        },
      }
      expect(await trainStage(interrupted)).toMatchObject({ steps: stopAfter, isFinished: false })

      const saved = readCheckpoint(interrupted.checkpointPath)
      const resumed: StageRun = {
        ...run(budget),
        parameters: saved.parameters,
        resumed: { progress: saved.progress, moments: saved.moments },
      }
      expect(await trainStage(resumed)).toMatchObject({ steps: segmentSteps + 20, isFinished: true })
      expect(resumed.parameters).toEqual(whole.parameters)
    },
  )

  it('stops when the loss is not a number any more', async () => {
    const broken = run(10 * tokensPerStep)
    broken.parameters.get('embedding')?.fill(Number.NaN)
    await expect(trainStage(broken)).rejects.toThrow('lower the learning rate')
  })
})
