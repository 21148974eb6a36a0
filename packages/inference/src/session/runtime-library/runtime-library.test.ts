import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llamaDecoderGraph } from '@trialogue/onnx'
import { env, InferenceSession } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTinyModel } from '../../tiny-model.ts'
import { findRuntimeLibrary } from './find-runtime-library.ts'
import { openNativeSession } from './native-session.ts'
import { createNativeTensor } from './native-tensor.ts'
import { openRuntimeLibrary } from './runtime-library.ts'

let folder: string
let graphPath: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-runtime-'))
  graphPath = join(folder, 'model.onnx')
  const { config, parameters } = aTinyModel()
  await writeFile(graphPath, llamaDecoderGraph(config, parameters))
})
afterAll(() => rm(folder, { recursive: true }))

describe('findRuntimeLibrary', () => {
  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['win32', 'arm64'],
  ])('finds what onnxruntime-node ships for %s %s', async (platform, architecture) => {
    await expect(access(findRuntimeLibrary(platform, architecture) ?? '')).resolves.toBeUndefined()
  })

  it('finds nothing for a platform without one', () => {
    expect(findRuntimeLibrary('freebsd', 'x64')).toBe(null)
  })
})

describe('openRuntimeLibrary', () => {
  it('is the ONNX Runtime of onnxruntime-node', async () => {
    expect((await openRuntimeLibrary()).version).toBe(env.versions.node)
  })

  it('throws the message of ONNX Runtime', async () => {
    const runtime = await openRuntimeLibrary()
    const missing = join(folder, 'missing.onnx')
    await expect(openNativeSession(runtime, missing, { threads: 1 })).rejects.toThrow(
      `Load model from ${missing} failed`,
    )
    expect(() => createNativeTensor(runtime, new Float32Array(new ArrayBuffer(8)), 'float32', [3])).toThrow(
      'not enough space',
    )
  })
})

describe('openNativeSession', () => {
  it('describes inputs and outputs as onnxruntime-node does', async () => {
    const runtime = await openRuntimeLibrary()
    const native = await openNativeSession(runtime, graphPath, { threads: 1 })
    const session = await InferenceSession.create(graphPath)
    const describe = ({ name, ...rest }: InferenceSession.ValueMetadata) => ({
      name,
      type: rest.isTensor ? rest.type : null,
      shape: rest.isTensor ? rest.shape.map((size) => (typeof size === 'string' ? '?' : size)) : [],
    })
    expect(native.inputs).toEqual(session.inputMetadata.map(describe))
    expect(native.outputs).toEqual(session.outputMetadata.map(describe))
    await native.dispose()
    await session.release()
  })

  it('refuses a name that the graph does not have, and an output that does not fit', async () => {
    const runtime = await openRuntimeLibrary()
    const session = await openNativeSession(runtime, graphPath, { threads: 1 })
    const tensor = createNativeTensor(runtime, new Float32Array(new ArrayBuffer(4)), 'float32', [1])
    await expect(session.run([{ name: 'nothing', tensor }], [], 'aside')).rejects.toThrow(
      'no input or output "nothing"',
    )
    await expect(session.run([{ name: 'input_ids', tensor }], [], 'aside')).rejects.toThrow()
    tensor.release()
    await session.dispose()
  })
})
