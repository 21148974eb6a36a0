import { describe, expect, it } from 'vitest'
import { innermostMessage, interrupted, isRunFailure, loadFailed, runFailed } from './runtime-error.ts'

describe('isRunFailure', () => {
  it('tells a run that failed from one that was interrupted or had too little memory', () => {
    expect(isRunFailure(runFailed(new Error('Device was lost')))).toBe(true)
    expect(isRunFailure(runFailed(new Error('std::bad_alloc')))).toBe(false)
    expect(isRunFailure(interrupted())).toBe(false)
    expect(isRunFailure(loadFailed(new Error('No ONNX')))).toBe(false)
    expect(isRunFailure(new Error('Anything'))).toBe(false)
  })
})

describe('innermostMessage', () => {
  it('is what ONNX Runtime said, without the place in its source', () => {
    const place =
      '/src/webgpu/context.cc:55 void onnxruntime::webgpu::Context::Initialize() adapter != nullptr'
    const thrown = loadFailed(new Error(`${place} was false. No supported adapters.`))
    expect(innermostMessage(thrown)).toBe('No supported adapters.')
  })
})
