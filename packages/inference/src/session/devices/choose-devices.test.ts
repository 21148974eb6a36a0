import { describe, expect, it } from 'vitest'
import { chooseDevices } from './choose-devices.ts'
import type { DeviceProvider } from './execution-provider.ts'
import type { DeviceProbe } from './probe-device.ts'
import { failedReport } from './probe-report.ts'

function ways(found: Partial<Record<DeviceProvider, Partial<DeviceProbe>>>, isGpuShown = true) {
  const tried: DeviceProvider[] = []
  return {
    tried,
    hasGpu: async () => isGpuShown,
    async probe(executionProvider: DeviceProvider): Promise<DeviceProbe> {
      tried.push(executionProvider)
      const works = { isUsable: true, ...failedReport('It is missing.'), reason: null, adapter: 'A GPU' }
      const missing = { isUsable: false, ...failedReport('It is missing.') }
      return {
        executionProvider,
        ...(found[executionProvider] ? works : missing),
        ...found[executionProvider],
      }
    },
  }
}

describe('chooseDevices', () => {
  it('takes what works, the best first', async () => {
    expect(await chooseDevices('auto', ways({ webgpu: {}, cuda: {} }))).toEqual({
      candidates: ['cuda', 'webgpu'],
      isAutomatic: true,
      reason: null,
    })
    expect(await chooseDevices('auto', ways({ webgpu: {} }))).toMatchObject({
      candidates: ['webgpu'],
      reason: 'cuda: It is missing.',
    })
  })

  it('tries nothing where no GPU shows, and nothing for the CPU', async () => {
    const nowhere = ways({ webgpu: {} }, false)
    expect(await chooseDevices('auto', nowhere)).toMatchObject({
      candidates: [],
      reason: expect.stringContaining('shows no GPU'),
    })
    const somewhere = ways({ webgpu: {} })
    expect(await chooseDevices('cpu', somewhere)).toMatchObject({
      candidates: [],
      isAutomatic: false,
      reason: 'The settings ask for the CPU.',
    })
    expect([...nowhere.tried, ...somewhere.tried]).toEqual([])
  })

  it('leaves a software renderer alone, unless it is asked for', async () => {
    const software = { webgpu: { adapter: 'SwiftShader', isSoftware: true } }
    const { candidates, reason } = await chooseDevices('auto', ways(software))
    expect(candidates).toEqual([])
    expect(reason).toMatch(/webgpu: SwiftShader computes on the processor/)
    expect(await chooseDevices('webgpu', ways(software, false))).toEqual({
      candidates: ['webgpu'],
      isAutomatic: false,
      reason: null,
    })
  })

  it('leaves the CPU, with the reason, where a device was asked for that does not work', async () => {
    expect(await chooseDevices('cuda', ways({ webgpu: {} }))).toEqual({
      candidates: [],
      isAutomatic: false,
      reason: 'cuda: It is missing.',
    })
  })
})
