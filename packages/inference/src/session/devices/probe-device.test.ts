import { platform } from 'node:process'
import { describe, expect, it } from 'vitest'
import { probeDevice } from './probe-device.ts'

/** A probing process that does this before anything else. */
const doing = (code: string) => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}`,
})

describe('probeDevice', () => {
  it('runs a graph on the CPU and tells how long it took and how exact it was', async () => {
    const probe = await probeDevice('cpu')
    expect(probe).toMatchObject({ executionProvider: 'cpu', isUsable: true, reason: null, isSoftware: false })
    expect(probe.runtimeVersion).toMatch(/^\d+\.\d+/)
    expect(probe.runMs).toBeGreaterThan(0)
    expect(probe.difference).toBeLessThan(1e-5)
  })

  it('says that a driver ended the process', async () => {
    const probe = await probeDevice('webgpu', { environment: doing('process.abort()') })
    expect(probe).toMatchObject({ executionProvider: 'webgpu', isUsable: false, isSoftware: false })
    expect(probe.reason).toMatch(/driver ended the process/)
  })

  it('gives up on a driver that hangs', async () => {
    const environment = doing('setInterval(() => {}, 1e6); await new Promise(() => {})')
    const probe = await probeDevice('webgpu', { environment, timeoutMs: 300 })
    expect(probe).toMatchObject({ isUsable: false, reason: 'It gave no answer within 0.3 s.' })
  })

  it.runIf(platform === 'linux')('says what is missing where Vulkan has no driver', async () => {
    const environment = { VK_DRIVER_FILES: '/nowhere/icd.json' }
    const { isUsable, reason } = await probeDevice('webgpu', { environment })
    expect(isUsable).toBe(false)
    expect(reason).toMatch(/There is no Vulkan here|Vulkan finds no device/)
  })

  it('has a reason wherever CUDA cannot be used', async () => {
    const { isUsable, reason } = await probeDevice('cuda')
    expect(reason === null).toBe(isUsable)
  })
})
