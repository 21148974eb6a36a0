/** The entry of a process that tries one execution provider, named by its argument, and reports to its parent. */

import { innermostMessage } from '../runtime-error.ts'
import { openRuntimeLibrary } from '../runtime-library/runtime-library.ts'
import { type DeviceProvider, executionProviders } from './execution-provider.ts'
import type { ProbeReport } from './probe-report.ts'
import { tryDevice } from './try-device.ts'
import { listVulkanAdapters, type VulkanAdapter } from './vulkan-adapters.ts'

process.on('disconnect', () => process.exit())

const name = process.argv[2]
const executionProvider = executionProviders.find((known) => known === name)
if (executionProvider === undefined || executionProvider === 'cpu') {
  throw new Error(`"${name}" is no execution provider to be tried.`)
}
const report = await probe(executionProvider)
// Leave at once: a driver may crash on the way out, when everything is known already.
process.send?.(report, () => process.exit())

async function probe(device: DeviceProvider): Promise<ProbeReport> {
  // Before any other library: koffi is configured for it.
  const problem = await openRuntimeLibrary().then(() => null, innermostMessage)
  if (problem !== null) return { reason: problem, adapter: null, isSoftware: false }
  // Elsewhere WebGPU goes through Metal or Direct3D.
  const usesVulkan = device === 'webgpu' && process.platform === 'linux'
  const adapters = usesVulkan ? await listVulkanAdapters() : []
  const missing = usesVulkan ? whatIsMissing(adapters) : null
  if (missing !== null) return { reason: missing, adapter: null, isSoftware: false }
  const found = adapters?.find(({ isSoftware }) => !isSoftware) ?? adapters?.[0]
  const reason = await tryDevice(device).then(() => null, innermostMessage)
  return { reason, adapter: found?.name ?? null, isSoftware: found?.isSoftware ?? false }
}

function whatIsMissing(adapters: readonly VulkanAdapter[] | null): string | null {
  if (adapters === null) {
    return "There is no Vulkan here. For a GPU, install its driver and Vulkan's loader (libvulkan.so.1)."
  }
  return adapters.length === 0
    ? 'Vulkan finds no device. If this machine has a GPU, install its driver.'
    : null
}
