import type { ModelFolder } from '../model-folder.ts'
import { measureDecodeMs } from '../session/devices/measure-decode.ts'
import type { SlotRunner } from '../session/slot-runner.ts'

/** A loaded model. */
export interface OpenModel {
  readonly files: ModelFolder
  readonly runner: SlotRunner
  /** Why it does not run on a better device, for people to read; null where there is none. */
  readonly deviceReason: string | null
}

/**
 * A small model spends its time on a device waiting: the device is only taken where it is faster than the CPU, or where
 * the CPU cannot run the model. The other one is let go of. Throws what disposing throws.
 */
export async function takeFaster(
  onDevice: OpenModel,
  openOnCpu: () => Promise<Omit<OpenModel, 'deviceReason'>>,
): Promise<OpenModel> {
  const onCpu = await openOnCpu().catch(() => null)
  if (onCpu === null) return onDevice
  const deviceMs = await measure(onDevice.runner)
  const cpuMs = await measure(onCpu.runner)
  if (deviceMs < cpuMs) {
    await onCpu.runner.dispose()
    return onDevice
  }
  await onDevice.runner.dispose()
  const comparison = Number.isFinite(deviceMs)
    ? `The CPU is faster for this model: a token takes ${cpuMs.toFixed(1)} ms there and ${deviceMs.toFixed(1)} ms on the device.`
    : 'It failed when its speed was measured.'
  return { ...onCpu, deviceReason: `${onDevice.runner.executionProvider}: ${comparison}` }
}

/** Infinite where it fails. */
function measure(runner: SlotRunner): Promise<number> {
  return measureDecodeMs(runner).catch(() => Number.POSITIVE_INFINITY)
}
