import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { initializeParameters } from './parameters.ts'
import { tinyConfigWithEverything as config } from './tiny-config.ts'

const checkpoint = {
  config,
  progress: { steps: 7, tokens: 700, trainedMs: 12.5, smoothedLoss: 2.25, isFinished: false },
  parameters: initializeParameters(config, 1),
  moments: { first: initializeParameters(config, 2), second: initializeParameters(config, 3) },
}

describe('a checkpoint', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('is read back as it was written', () => {
    const path = join(folder, 'new', 'base.checkpoint')
    writeCheckpoint(path, checkpoint)
    expect(readCheckpoint(path)).toEqual(checkpoint)
  })

  it('replaces the one before it and leaves no partial file behind', () => {
    const path = join(folder, 'base.checkpoint')
    writeCheckpoint(path, checkpoint)
    const progress = { ...checkpoint.progress, steps: 8 }
    writeCheckpoint(path, { ...checkpoint, progress })
    expect(readCheckpoint(path).progress.steps).toBe(8)
    expect(readdirSync(folder)).toEqual(['base.checkpoint'])
  })

  it('is refused when it is cut short', () => {
    const path = join(folder, 'base.checkpoint')
    writeCheckpoint(path, checkpoint)
    writeFileSync(path, readFileSync(path).subarray(0, -4))
    expect(() => readCheckpoint(path)).toThrow('cut short')
  })
})
