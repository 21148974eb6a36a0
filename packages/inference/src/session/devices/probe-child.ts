/** The entry of a process that tries one execution provider, named by its argument, and reports to its parent. */

import { innermostMessage } from '../runtime-error.ts'
import { openRuntimeLibrary, type RuntimeLibrary } from '../runtime-library/runtime-library.ts'
import { type ExecutionProvider, executionProviders } from './execution-provider.ts'
import { failedReport, type ProbeReport } from './probe-report.ts'
import { tryDevice } from './try-device.ts'
import { listVulkanAdapters, type VulkanAdapter } from './vulkan-adapters.ts'

process.on('disconnect', () => process.exit())

const name = process.argv[2]
const executionProvider = executionProviders.find((known) => known === name)
if (executionProvider === undefined) throw new Error(`"${name}" is no execution provider.`)
// The parent ends this process when it has the report: a driver may crash on the way out.
process.send?.(await probe(executionProvider))

async function probe(device: ExecutionProvider): Promise<ProbeReport> {
  try {
    // Before any other library: koffi is configured for it.
    const runtime = await openRuntimeLibrary()
    return { ...(await probeWith(runtime, device)), runtimeVersion: runtime.version }
  } catch (thrown) {
    return failedReport(innermostMessage(thrown))
  }
}

async function probeWith(runtime: RuntimeLibrary, device: ExecutionProvider): Promise<ProbeReport> {
  // Elsewhere WebGPU goes through Metal or Direct3D.
  const usesVulkan = device === 'webgpu' && process.platform === 'linux'
  const adapters = usesVulkan ? await listVulkanAdapters() : []
  const missing = usesVulkan ? whatIsMissing(adapters) : null
  if (missing !== null) return failedReport(missing)
  const found = adapters?.find(({ isSoftware }) => !isSoftware) ?? adapters?.[0]
  const adapter = { adapter: found?.name ?? null, isSoftware: found?.isSoftware ?? false }
  const trial = await tryDevice(runtime, device).catch((thrown: unknown) =>
    failedReport(innermostMessage(thrown)),
  )
  return { ...failedReport(''), ...trial, ...adapter }
}

function whatIsMissing(adapters: readonly VulkanAdapter[] | null): string | null {
  if (adapters === null) {
    return "There is no Vulkan here. For a GPU, install its driver and Vulkan's loader (libvulkan.so.1)."
  }
  return adapters.length === 0
    ? 'Vulkan finds no device. If this machine has a GPU, install its driver.'
    : null
}
