import type { DevicePreference, DeviceProvider } from './execution-provider.ts'
import { hasGpuNode } from './has-gpu-node.ts'
import { type DeviceProbe, probeDevice } from './probe-device.ts'

/** Where models are to run. */
export interface DeviceChoice {
  /** Devices to try for each model, the best first; a model that runs on none of them runs on the CPU. */
  readonly candidates: readonly DeviceProvider[]
  /** Nobody asked for these devices: a model may be better off on the CPU. */
  readonly isAutomatic: boolean
  /** Why devices are not tried, for people to read; null where all that were asked for are. */
  readonly reason: string | null
}

/** The CPU, and no questions. */
export const cpuOnly: DeviceChoice = { candidates: [], isAutomatic: false, reason: null }

/** What `auto` tries, the best first. */
const automatic: readonly DeviceProvider[] = ['cuda', 'webgpu']

/** How devices are looked for. */
interface Ways {
  readonly probe: (executionProvider: DeviceProvider) => Promise<DeviceProbe>
  readonly hasGpu: () => Promise<boolean>
}

/**
 * Tries the devices that are preferred. One that was asked for by name and does not work is no error: models run on the
 * CPU, and say why. `auto` leaves software renderers alone, since they are slower than the CPU.
 */
export async function chooseDevices(
  preference: DevicePreference,
  { probe = probeDevice, hasGpu = hasGpuNode }: Partial<Ways> = {},
): Promise<DeviceChoice> {
  if (preference === 'cpu') return { ...cpuOnly, reason: 'The settings ask for the CPU.' }
  const isAutomatic = preference === 'auto'
  // Nothing to be tried, which would take a second.
  if (isAutomatic && !(await hasGpu()))
    return { ...cpuOnly, isAutomatic, reason: 'This machine shows no GPU.' }
  const candidates: DeviceProvider[] = []
  const reasons: string[] = []
  for (const executionProvider of isAutomatic ? automatic : [preference]) {
    const reason = whyNot(await probe(executionProvider), isAutomatic)
    if (reason === null) candidates.push(executionProvider)
    else reasons.push(`${executionProvider}: ${reason}`)
  }
  return { candidates, isAutomatic, reason: reasons.length === 0 ? null : reasons.join(' ') }
}

/** Why a device that was probed is not used; null where it is. */
function whyNot({ reason, adapter, isSoftware }: DeviceProbe, isAutomatic: boolean): string | null {
  if (reason !== null) return reason
  if (isAutomatic && isSoftware) return `${adapter} computes on the processor, slower than without it.`
  return null
}
