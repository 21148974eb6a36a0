import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, writeManifest } from '@trialogue/catalogue'
import { decoderParameters, elementCount, llamaDecoderGraph } from '@trialogue/onnx'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkModels } from './check-models.ts'
import type { Finding } from './finding.ts'

let modelsFolder: string
let findings: ReadonlyMap<string, Finding>

/** A copy of a bundled model whose files `change` may exchange before they are described. */
async function addCopy(
  id: string,
  change: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  const [model] = await findBundledModels()
  if (model === undefined) throw new Error('There are no bundled models.')
  const folder = join(modelsFolder, id)
  await cp(model.folder, folder, { recursive: true })
  await change(folder)
  const { files: _, formatVersion: __, ...description } = model.manifest
  await writeManifest(folder, { ...description, id })
  return join(folder, 'onnx/model.onnx')
}

/** A decoder of another kind of attention; nobody runs it. */
function aPlainGraph(): Uint8Array {
  const sizes = { hiddenSize: 16, layerCount: 1, headCount: 1, feedForwardSize: 16, vocabSize: 8 }
  const config = { ...sizes, ropeTheta: 10_000, normEpsilon: 1e-5, contextLength: 8 }
  const parameters = decoderParameters(config).map(({ name, shape }): [string, Float32Array] => [
    name,
    new Float32Array(elementCount(shape)),
  ])
  return llamaDecoderGraph(config, new Map(parameters), 'single', { attention: 'standard' })
}

beforeAll(async () => {
  modelsFolder = await mkdtemp(join(tmpdir(), 'trialogue-doctor-'))
  await addCopy('plain', (folder) => writeFile(join(folder, 'onnx/model.onnx'), aPlainGraph()))
  const damaged = await addCopy('damaged')
  const bytes = await readFile(damaged)
  await writeFile(damaged, bytes.fill((bytes[1_000] ?? 0) ^ 1, 1_000, 1_001))
  await addCopy('no-onnx', (folder) => writeFile(join(folder, 'onnx/model.onnx'), 'something else'))
  await mkdir(join(modelsFolder, 'garbled'))
  await writeFile(join(modelsFolder, 'garbled/manifest.json'), '{')
  findings = new Map((await checkModels(modelsFolder, 8e9)).map((finding) => [finding.subject, finding]))
})
afterAll(() => rm(modelsFolder, { recursive: true }))

it('finds the bundled models whole, and says how they run', () => {
  const facts = { origin: 'bundled', precision: 'fp16', cachePath: 'in-place', plainReason: null }
  for (const id of ['wren-base', 'wren-instruct', 'wren-dialog']) {
    expect(findings.get(id)).toMatchObject({ status: 'ok', facts })
  }
})

it('says of an imported model why it runs the plain way', () => {
  expect(findings.get('plain')).toMatchObject({
    status: 'note',
    facts: { origin: 'imported', cachePath: 'plain', precision: 'fp32' },
    advice: expect.stringContaining('GroupQueryAttention'),
  })
})

it.each([
  ['damaged', /checksum is wrong/],
  ['no-onnx', /damaged or no ONNX file/],
  ['garbled', /cannot be understood/],
])('fails for a model that is %s', (id, reason) => {
  expect(findings.get(id)).toMatchObject({ status: 'failed', text: expect.stringMatching(reason) })
})
