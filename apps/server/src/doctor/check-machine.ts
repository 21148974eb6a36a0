import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { arch, platform, version } from 'node:process'
import type { MachineMemory } from '@trialogue/inference'
import { readCpuFeatures } from './cpu-features.ts'
import { type Finding, note, ok, sizeText } from './finding.ts'

/** Below this, a model of a hundred million parameters may not fit. */
const LITTLE_MEMORY = 1e9

/** Node, the system, the processor, and the memory that there is for Trialogue. */
export async function checkMachine(memory: MachineMemory): Promise<Finding[]> {
  const node = ok('Node', `${version} on ${platform} ${arch}, release ${release()}`, {
    facts: { version, platform, arch, release: release() },
  })
  return [node, await checkProcessor(), checkMemory(memory)]
}

async function checkProcessor(): Promise<Finding> {
  const model = cpus()[0]?.model.trim() || 'an unknown processor'
  const cores = availableParallelism()
  const features = await readCpuFeatures()
  const facts = { model, cores, features }
  const text = `${model}, ${cores} ${cores === 1 ? 'core' : 'cores'}${features === null ? '' : `; ${features.join(', ') || 'no vector instructions'}`}`
  if (arch === 'x64' && features !== null && !features.includes('AVX2')) {
    return note('Processor', text, { facts, advice: 'Without AVX2 models are several times slower.' })
  }
  return ok('Processor', text, { facts })
}

function checkMemory({ totalBytes: limitBytes, freeBytes }: MachineMemory): Finding {
  const totalBytes = totalmem()
  // A container's or the setting's.
  const isLimited = limitBytes < 0.99 * totalBytes
  const facts = { totalBytes, freeBytes, limitBytes: isLimited ? limitBytes : null }
  const limit = isLimited ? `, limited to ${sizeText(limitBytes)}` : ''
  const text = `${sizeText(totalBytes)}${limit}, ${sizeText(freeBytes)} free`
  if (freeBytes >= LITTLE_MEMORY) return ok('Memory', text, { facts })
  return note('Memory', text, {
    facts,
    advice: 'The bundled models run. Close other programs for larger ones.',
  })
}
