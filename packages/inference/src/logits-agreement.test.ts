import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type DecoderConfig,
  randomParameters,
  readDecoderConfig,
  readInitializers,
  referenceLogits,
  slotsDecoderModel,
  tinyArchitectures,
} from '@trialogue/onnx'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRandom } from './sampler/random.ts'
import { BatchScheduler } from './scheduler/batch-scheduler.ts'
import { openInPlaceRunner } from './session/in-place-runner.ts'
import { openPlainRunner } from './session/plain-runner.ts'
import type { SlotRunner } from './session/slot-runner.ts'

/** The bundled model lies in a package that this one does not import. */
const wren = fileURLToPath(new URL('../../catalogue/models/wren-base/', import.meta.url))
/** Longer than a chunk. */
const LENGTH = 80

interface Subject {
  readonly config: DecoderConfig
  readonly parameters: ReadonlyMap<string, Float32Array>
  readonly graphPath: string
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-agreement-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function readWren(): Promise<Subject> {
  const graphPath = join(wren, 'onnx/model.onnx')
  const config = readDecoderConfig(JSON.parse(await readFile(join(wren, 'config.json'), 'utf8')))
  const stored = readInitializers(await readFile(graphPath))
  return { config, parameters: new Map([...stored].map(([name, { data }]) => [name, data])), graphPath }
}

async function writeTiny(name: string, tiny: DecoderConfig): Promise<Subject> {
  const config = { ...tiny, contextLength: 128 }
  const random = createRandom(21)
  const parameters = randomParameters(config, () => 3 * (random() - 0.5))
  const dataFile = `${name}.data`
  const { graph, data } = slotsDecoderModel(config, parameters, { precision: 'fp32', dataFile })
  const graphPath = join(folder, `${name}.onnx`)
  await writeFile(graphPath, graph)
  await writeFile(join(folder, dataFile), data)
  return { config, parameters, graphPath }
}

const options = { threads: 1, slotCount: 3, slotLength: 128 }
const openers = {
  plain: ({ graphPath }: Subject) => openPlainRunner(graphPath, { ...options, reason: 'A test.' }),
  'in-place': ({ graphPath, config: { vocabSize } }: Subject) =>
    openInPlaceRunner(graphPath, { ...options, vocabularySize: vocabSize }),
} as const

const subjects: readonly (readonly [name: string, () => Promise<Subject>])[] = [
  ['Wren', readWren],
  ...tinyArchitectures.map(([name, config]) => [name, () => writeTiny(name, config)] as const),
]
const cases = subjects.flatMap(([name, make]) =>
  (['plain', 'in-place'] as const).map((path) => ({ name, make, path })),
)

describe.each(cases)(
  'the logits of $name on the $path path are those of a full recompute in float64',
  ({ make, path }) => {
    let subject: Subject
    let runner: SlotRunner
    let ids: number[]
    /** After each of `ids`. */
    let expected: readonly (readonly number[])[]
    beforeAll(async () => {
      subject = await make()
      const { config, parameters } = subject
      ids = Array.from({ length: LENGTH }, (_, index) => (index * index + 19 * index + 2) % config.vocabSize)
      expected = referenceLogits(config, parameters, ids)
    })
    beforeEach(async () => {
      runner = await openers[path](subject)
    })
    afterEach(() => runner.dispose())

    /** The largest difference in these rows, behind that many of `ids`, relative to the root mean square of a row. */
    function errorOf(logits: Float32Array, lengths: readonly number[]): number {
      const width = subject.config.vocabSize
      expect(logits).toHaveLength(lengths.length * width)
      const errors = lengths.flatMap((length, row) => {
        const wanted = expected[length - 1] ?? []
        const size = Math.sqrt(wanted.reduce((sum, value) => sum + value * value, 0) / width)
        return wanted.map((value, id) => Math.abs(value - (logits[row * width + id] ?? Number.NaN)) / size)
      })
      return errors.reduce((worst, error) => Math.max(worst, error), 0)
    }
    const lengthsAfter = (start: number, end: number) =>
      Array.from({ length: end - start }, (_, index) => start + index + 1)

    it('read at once', async () => {
      const logits = await runner.prefill(0, 0, ids, 'all')
      expect(errorOf(logits, lengthsAfter(0, LENGTH))).toBeLessThan(1e-4)
    })

    it('read in chunks', async () => {
      let start = 0
      for (const end of [7, 8, 40, 64, LENGTH]) {
        const logits = await runner.prefill(0, start, ids.slice(start, end), 'all')
        expect(errorOf(logits, lengthsAfter(start, end))).toBeLessThan(1e-4)
        start = end
      }
    })

    it('written side by side, after beginnings of different lengths', async () => {
      const starts = [66, 5, 40]
      for (const [slot, start] of starts.entries()) await runner.prefill(slot, 0, ids.slice(0, start), 'none')
      for (let step = 0; step < 8; step += 1) {
        const rows = starts.map((start) => ({ start: start + step, tokenId: ids[start + step] ?? 0 }))
        const logits = await runner.decode(rows)
        expect(
          errorOf(
            logits,
            rows.map(({ start }) => start + 1),
          ),
        ).toBeLessThan(1e-4)
      }
    })

    it('in exact mode, beside others', async () => {
      const scheduler = new BatchScheduler(runner)
      /** Made to write what stands in `ids`; the error of each step. */
      const run = async (length: number, isExact: boolean) => {
        const errors: number[] = []
        let read = length
        const task = {
          beginning: { tokenIds: ids.slice(0, length), isExact, logitsFrom: length },
          onRead: () => {},
          next(logits: Float32Array) {
            errors.push(errorOf(logits, [read]))
            return ids[read++] ?? null
          },
        }
        await scheduler.run(task, new AbortController().signal)
        return errors
      }
      const [exact, ...others] = await Promise.all([run(70, true), run(30, false), run(68, false)])
      expect([exact, ...others].map(({ length }) => length)).toEqual([11, 51, 13])
      expect(Math.max(...exact, ...others.flat())).toBeLessThan(1e-4)
    })
  },
)
