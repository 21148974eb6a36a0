import {
  chooseDevices,
  type DevicePreference,
  type DeviceProbe,
  executionProviders,
  probeDevice,
  runtimeLibraryPath,
} from '@trialogue/inference'
import { type Finding, failed, note, ok } from './finding.ts'

type Probe = (executionProvider: DeviceProbe['executionProvider']) => Promise<DeviceProbe>

/**
 * ONNX Runtime, what it can compute on, and where models will run. Each execution provider is tried in a process of its
 * own.
 */
export async function checkDevices(device: DevicePreference, probe: Probe = probeDevice): Promise<Finding[]> {
  // The CPU first, for comparison.
  const probes: DeviceProbe[] = []
  for (const executionProvider of executionProviders.toReversed()) probes.push(await probe(executionProvider))
  const [cpu] = probes
  const runtime = checkRuntime(cpu)
  return [runtime, ...probes.map((found) => describe(found, cpu)), await checkChoice(device, probes)]
}

function checkRuntime(cpu: DeviceProbe | undefined): Finding {
  const libraryPath = runtimeLibraryPath()
  const facts = { version: cpu?.runtimeVersion ?? null, libraryPath }
  if (cpu?.isUsable) return ok('ONNX Runtime', `${cpu.runtimeVersion}, ${libraryPath}`, { facts })
  return failed('ONNX Runtime', `It does not work: ${cpu?.reason ?? 'it was not tried.'}`, {
    facts,
    advice: `Install Trialogue again. It is looked for at ${libraryPath ?? 'no place: this platform has none'}.`,
  })
}

function describe(found: DeviceProbe, cpu: DeviceProbe | undefined): Finding {
  const { executionProvider, isUsable, reason, adapter, isSoftware, runMs, difference } = found
  const facts = { isUsable, reason, adapter, isSoftware, runMs, difference }
  if (!isUsable) {
    const finding = executionProvider === 'cpu' ? failed : note
    return finding(executionProvider, `cannot be used. ${reason}`, { facts })
  }
  const name = adapter === null ? '' : `${adapter}: `
  const text =
    `${name}computes rightly (off by ${difference?.toExponential(0)}), ` +
    `a small product takes ${runMs?.toFixed(1)} ms${comparison(found, cpu)}`
  if (!isSoftware) return ok(executionProvider, text, { facts })
  return note(executionProvider, text, {
    facts,
    advice: 'It computes on the processor, slower than without it.',
  })
}

function comparison({ executionProvider }: DeviceProbe, cpu: DeviceProbe | undefined): string {
  return executionProvider === 'cpu' || !cpu?.runMs ? '' : ` (CPU: ${cpu.runMs.toFixed(1)} ms)`
}

async function checkChoice(device: DevicePreference, probes: readonly DeviceProbe[]): Promise<Finding> {
  const probe: Probe = async (executionProvider) => {
    const found = probes.find((one) => one.executionProvider === executionProvider)
    if (found !== undefined) return found
    throw new Error(`${executionProvider} was not tried.`)
  }
  const { candidates, isAutomatic, reason } = await chooseDevices(device, { probe })
  const facts = { device, candidates, reason }
  const setting = `TRIALOGUE_DEVICE=${device}`
  const [first] = candidates
  if (first !== undefined) {
    const condition = isAutomatic ? ', where it runs the model and is faster, else on the CPU' : ''
    return ok('Models run on', `${first}${condition} (${setting})`, { facts })
  }
  const isRefused = !isAutomatic && device !== 'cpu'
  if (!isRefused) return ok('Models run on', `cpu (${setting}). ${reason ?? ''}`.trim(), { facts })
  return failed('Models run on', `cpu, although ${setting} asks for ${device}.`, {
    facts,
    advice: 'Mend what is said of it above, or set TRIALOGUE_DEVICE to auto.',
  })
}
