import { createHash } from 'node:crypto'
import type { ModelManifest } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { weightsSha256 } from './weights-sha256.ts'

const hashes = {
  'onnx/model.onnx': 'a'.repeat(64),
  'onnx/model_q4.onnx': 'b'.repeat(64),
  data: 'c'.repeat(64),
}
const manifest: ModelManifest = {
  ...{ formatVersion: 1, id: 'm', name: 'M', kind: 'base', family: 'M', licence: 'MIT', parameterCount: 1 },
  ...{ contextLength: 8, languages: ['en'], description: '' },
  files: Object.entries(hashes).map(([path, sha256]) => ({ path, sizeBytes: 1, sha256 })),
}

it('is the hash of the one file that is loaded', () => {
  expect(weightsSha256(manifest, ['onnx/model.onnx'])).toBe(hashes['onnx/model.onnx'])
  expect(weightsSha256(manifest, ['onnx/model_q4.onnx'])).toBe(hashes['onnx/model_q4.onnx'])
})

it('is another one with each change of any of several files', () => {
  const both = weightsSha256(manifest, ['onnx/model_q4.onnx', 'data'])
  const text = `${hashes['onnx/model_q4.onnx']}\n${hashes.data}\n`
  expect(both).toBe(createHash('sha256').update(text).digest('hex'))
})

it('is null where the manifest does not know a file', () => {
  expect(weightsSha256(manifest, ['onnx/model.onnx', 'onnx/other'])).toBeNull()
  expect(weightsSha256(manifest, [])).toBeNull()
})
