import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import { planSlots } from '../scheduler/plan-slots.ts'
import type { DeviceProvider } from '../session/devices/execution-provider.ts'
import { measureDecodeMs } from '../session/devices/measure-decode.ts'
import { openDeviceRunner } from '../session/open-device-runner.ts'
import { openSlotRunner } from '../session/open-slot-runner.ts'
import type { RunnerOptions } from '../session/runner-options.ts'
import { innermostMessage } from '../session/runtime-error.ts'
import type { SlotRunner } from '../session/slot-runner.ts'
import type { LoadOptions } from './protocol.ts'

/** A loaded model. */
interface OpenModel {
  readonly files: ModelFolder
  readonly runner: SlotRunner
  /** Why it does not run on a better device, for people to read; null where there is none. */
  readonly deviceReason: string | null
}

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
  for (const executionProvider of candidates) {
    try {
      const open = await openOnDevice(folder, executionProvider, options)
      const deviceReason = reasons.length === 0 ? null : reasons.join(' ')
      if (!isAutomatic || options.sizeBytes > COMPARED_BYTES) return { ...open, deviceReason }
      return await takeFaster({ ...open, deviceReason }, () => openOnCpu(folder, options))
    } catch (thrown) {
      reasons.push(`${executionProvider}: ${innermostMessage(thrown)}`)
    }
  }
  return {
    ...(await openOnCpu(folder, options)),
    deviceReason: reasons.length === 0 ? null : reasons.join(' '),
  }
}

async function openOnDevice(folder: string, executionProvider: DeviceProvider, options: LoadOptions) {
  const files = await readModelFolder(folder, { device: 'gpu' })
  const freeBytes = Math.min(process.availableMemory(), DEVICE_BYTES)
  const runner = await openDeviceRunner(
    files.graphPath,
    executionProvider,
    runnerOptions(files, options, freeBytes),
  )
  return { files, runner }
}

async function openOnCpu(folder: string, options: LoadOptions) {
  const files = await readModelFolder(folder)
  const runner = await openSlotRunner(files, runnerOptions(files, options, process.availableMemory()))
  return { files, runner }
}

/** A small model spends its time on a device waiting: the device is only taken where it is faster. */
async function takeFaster(
  onDevice: OpenModel,
  open: () => Promise<Omit<OpenModel, 'deviceReason'>>,
): Promise<OpenModel> {
  const onCpu = await open()
  const [deviceMs, cpuMs] = [await measureDecodeMs(onDevice.runner), await measureDecodeMs(onCpu.runner)]
  const [taken, other] = deviceMs < cpuMs ? [onDevice, onCpu] : [onCpu, onDevice]
  await other.runner.dispose()
  if (taken === onDevice) return onDevice
  const { executionProvider } = onDevice.runner
  const deviceReason =
    `${executionProvider}: The CPU is faster for this model: a token takes ${cpuMs.toFixed(1)} ms there ` +
    `and ${deviceMs.toFixed(1)} ms on the device.`
  return { ...onCpu, deviceReason }
}

function runnerOptions(files: ModelFolder, options: LoadOptions, freeBytes: number): RunnerOptions {
  const { threads, slotCount, cacheFolder } = options
  const plan = planSlots({
    slotCount,
    contextLength: Math.min(options.contextLength, files.contextLength ?? options.contextLength),
    bytesPerToken: bytesPerToken(files),
    freeBytes,
  })
  return { threads, ...plan, ...(cacheFolder === undefined ? {} : { cacheFolder }) }
}

/** Of one token's keys and values in single precision; half precision takes half of it. */
function bytesPerToken({ cache }: ModelFolder): number {
  return cache.layers * cache.heads * cache.headSize * 2 * Float32Array.BYTES_PER_ELEMENT
}
