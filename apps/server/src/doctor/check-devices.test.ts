import type { DeviceProbe } from '@trialogue/inference'
import { describe, expect, it } from 'vitest'
import { checkDevices } from './check-devices.ts'

type Found = Partial<Record<DeviceProbe['executionProvider'], Partial<DeviceProbe>>>

/** Everything is missing but the CPU and what is given. */
function probing(found: Found) {
  return async (executionProvider: DeviceProbe['executionProvider']): Promise<DeviceProbe> => {
    const works = { isUsable: true, reason: null, runMs: 0.5, difference: 3e-7, runtimeVersion: '1.30.0' }
    const missing = {
      ...{ isUsable: false, reason: 'It is missing.', runMs: null, difference: null, runtimeVersion: null },
    }
    const state = executionProvider === 'cpu' || found[executionProvider] ? works : missing
    return { executionProvider, adapter: null, isSoftware: false, ...state, ...found[executionProvider] }
  }
}

const bySubject = async (...args: Parameters<typeof checkDevices>) =>
  new Map((await checkDevices(...args)).map((finding) => [finding.subject, finding]))

describe('checkDevices', () => {
  it('tells of each execution provider whether it works, how fast, and why not', async () => {
    const gpu = { adapter: 'A GPU', runMs: 0.1 }
    const found = await bySubject('webgpu', probing({ webgpu: gpu }))
    expect(found.get('ONNX Runtime')).toMatchObject({ status: 'ok', facts: { version: '1.30.0' } })
    expect(found.get('cpu')?.text).toMatch(
      /^computes rightly \(off by 3e-7\), a small product takes 0\.5 ms$/,
    )
    expect(found.get('webgpu')?.text).toMatch(/^A GPU: computes rightly .* takes 0\.1 ms \(CPU: 0\.5 ms\)$/)
    expect(found.get('cuda')).toMatchObject({ status: 'note', text: 'cannot be used. It is missing.' })
    expect(found.get('Models run on')).toMatchObject({
      status: 'ok',
      text: 'webgpu (TRIALOGUE_DEVICE=webgpu)',
      facts: { candidates: ['webgpu'] },
    })
  })

  it('says that a software renderer is no gain', async () => {
    const found = await bySubject('cpu', probing({ webgpu: { adapter: 'llvmpipe', isSoftware: true } }))
    expect(found.get('webgpu')).toMatchObject({ status: 'note', facts: { isSoftware: true } })
    expect(found.get('Models run on')).toMatchObject({ status: 'ok', facts: { candidates: [] } })
  })

  it('fails where a device was asked for that does not work', async () => {
    const found = await bySubject('cuda', probing({}))
    expect(found.get('Models run on')).toMatchObject({
      status: 'failed',
      text: 'cpu, although TRIALOGUE_DEVICE=cuda asks for cuda.',
    })
  })

  it('fails where ONNX Runtime does not work at all', async () => {
    const broken = { isUsable: false, reason: 'Illegal instruction.', runtimeVersion: null }
    const found = await bySubject('cpu', probing({ cpu: broken }))
    expect(found.get('ONNX Runtime')?.status).toBe('failed')
    expect(found.get('cpu')).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('Illegal instruction.'),
    })
  })
})
