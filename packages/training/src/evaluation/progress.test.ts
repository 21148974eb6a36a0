import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProgress } from './progress.ts'

describe('the progress of an evaluation', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'progress-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (modelSha256: string, count = 20) =>
    openProgress(join(folder, 'work', 'wren.json'), { modelSha256, count })
  const refuse = () => Promise.reject(new Error('asked again'))

  it('is there again after an interruption', async () => {
    await open('a').remember('sentiment', async () => [{ correct: 17 }])
    await expect(open('a').remember('sentiment', refuse)).resolves.toEqual([{ correct: 17 }])
  })

  it('is of no use for other weights or another number of cases', async () => {
    await open('a').remember('sentiment', async () => 1)
    await expect(open('b').remember('sentiment', refuse)).rejects.toThrow('asked again')
    await expect(open('a', 40).remember('sentiment', refuse)).rejects.toThrow('asked again')
  })

  it('keeps nothing of a measurement that failed', async () => {
    await expect(open('a').remember('spam', refuse)).rejects.toThrow()
    await expect(open('a').remember('spam', async () => 5)).resolves.toBe(5)
  })
})
