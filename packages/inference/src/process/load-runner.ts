import { cacheBytesPerToken, planSlots } from '@trialogue/contract'
import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import type { DeviceProvider } from '../session/devices/execution-provider.ts'
import { openDeviceRunner } from '../session/open-device-runner.ts'
import { openSlotRunner } from '../session/open-slot-runner.ts'
import type { RunnerOptions } from '../session/runner-options.ts'
import { innermostMessage } from '../session/runtime-error.ts'
import type { LoadOptions } from './protocol.ts'
import { type OpenModel, takeFaster } from './take-faster.ts'

/** Of a device's memory nobody tells how much is free: keys and values take a quarter of this. */
const DEVICE_BYTES = 4 * 2 ** 30

/** Larger models are not loaded twice to find out where they are faster: on a device. */
const COMPARED_BYTES = 2 ** 30

/**
 * Opens a folder's model on the first device that can run it, or on the CPU. Throws what reading the folder and opening
 * it on the CPU throw.
 */
export async function loadRunner(folder: string, options: LoadOptions): Promise<OpenModel> {
  const { candidates, isAutomatic, reason } = options.device
  const reasons = reason === null ? [] : [reason]
  const deviceReason = () => (reasons.length === 0 ? null : reasons.join(' '))
  for (const executionProvider of candidates) {
    const open = await openOnDevice(folder, executionProvider, options).catch((thrown: unknown) => {
      reasons.push(`${executionProvider}: ${innermostMessage(thrown)}`)
      return null
    })
    if (open === null) continue
    const onDevice = { ...open, deviceReason: deviceReason() }
    if (!isAutomatic || options.sizeBytes > COMPARED_BYTES) return onDevice
    return takeFaster(onDevice, () => openOnCpu(folder, options))
  }
  return { ...(await openOnCpu(folder, options)), deviceReason: deviceReason() }
}

async function openOnDevice(folder: string, executionProvider: DeviceProvider, options: LoadOptions) {
  const files = await readModelFolder(folder, { device: 'gpu' })
  const freeBytes = Math.min(options.cacheBudgetBytes, DEVICE_BYTES)
  const runner = await openDeviceRunner(files, executionProvider, runnerOptions(files, options, freeBytes))
  return { files, runner }
}

async function openOnCpu(folder: string, options: LoadOptions) {
  const files = await readModelFolder(folder)
  const runner = await openSlotRunner(files, runnerOptions(files, options, options.cacheBudgetBytes))
  return { files, runner }
}

function runnerOptions(files: ModelFolder, options: LoadOptions, freeBytes: number): RunnerOptions {
  const { threads, slotCount, cacheFolder } = options
  const plan = planSlots({
    slotCount,
    contextLength: Math.min(options.contextLength, files.contextLength ?? options.contextLength),
    bytesPerToken: cacheBytesPerToken(files.cache),
    freeBytes,
  })
  return { threads, ...plan, ...(cacheFolder === undefined ? {} : { cacheFolder }) }
}
