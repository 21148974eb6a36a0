import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyModel } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listChildProcesses } from './child-processes.ts'
import { copyModel } from './copied-model.ts'
import { outcomeOf } from './outcome-of.ts'
import { printFigure } from './print-figure.ts'

const weights = 'onnx/model.onnx'

const damages: Readonly<Record<string, (file: string) => void>> = {
  missing: (file) => rmSync(file),
  empty: (file) => truncateSync(file),
  truncated: (file) => truncateSync(file, 1_000_000),
  random: (file) =>
    writeFileSync(file, Buffer.from(readFileSync(file).map((_, index) => (index * 7919) >> 3))),
  flipped: (file) => {
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill((bytes[1_000_000] ?? 0) ^ 1, 1_000_000, 1_000_001))
  },
}
const kinds = Object.keys(damages)
/** A flipped bit in a weight makes another model, which runs: only the checksum tells. */
const kindsThatShow = kinds.filter((kind) => kind !== 'flipped')

let root = ''
let engine: Engine
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-damaged-'))
  const sound = await copyModel(root, 'sound')
  const afterwards = await Promise.all(
    kinds.map(async (kind) => {
      const model = await copyModel(root, `later-${kind}`)
      damages[kind]?.(join(model.folder, weights))
      return model
    }),
  )
  const strangers = await Promise.all(
    kindsThatShow.map((kind) =>
      copyModel(root, `came-${kind}`, 'base', (folder) => damages[kind]?.(join(folder, weights))),
    ),
  )
  const models = [sound, ...afterwards, ...strangers]
  engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
})
afterAll(async () => {
  await engine.dispose()
  rmSync(root, { recursive: true })
})

const countProcesses = async () =>
  (await listChildProcesses(process.pid)).filter(({ command }) => command.includes('child.ts')).length

describe('a model whose weights', () => {
  it('were damaged after it was installed is MODEL_CORRUPT, and no process reads it', async () => {
    expect(await outcomeOf(engine, 'sound')).toBe('length')
    const before = await countProcesses()
    const outcomes = await Promise.all(kinds.map((kind) => outcomeOf(engine, `later-${kind}`)))
    printFigure(
      'R10, damaged after it was installed',
      kinds.map((kind, index) => `${kind} ${outcomes[index]}`).join(', '),
    )
    expect(outcomes).toEqual(kinds.map(() => 'MODEL_CORRUPT'))
    expect(await countProcesses()).toBe(before)
  })

  it('came damaged cannot be loaded, and the others run on', async () => {
    const outcomes = await Promise.all(kindsThatShow.map((kind) => outcomeOf(engine, `came-${kind}`)))
    printFigure(
      'R10, came damaged',
      kindsThatShow.map((kind, index) => `${kind} ${outcomes[index]}`).join(', '),
    )
    for (const outcome of outcomes) expect(['MODEL_LOAD_FAILED', 'MODEL_CORRUPT']).toContain(outcome)
    expect(await outcomeOf(engine, 'sound')).toBe('length')
  })
})
