import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { arch, platform } from 'node:process'
import { findRuntimeLibrary } from '../runtime-library/find-runtime-library.ts'

/** One of the things that CUDA needs. */
export interface CudaRequirement {
  readonly name: string
  readonly isMet: boolean
  /** What to do when it is not there. */
  readonly advice: string
}

/** Where the driver shows: on Linux, and on Linux inside Windows. */
const driverFiles = ['/proc/driver/nvidia', '/dev/dxg']

/** Libraries that ONNX Runtime's part for CUDA is linked to, in the versions that ONNX Runtime 1.30 is built for. */
const libraries = {
  'CUDA 12': ['libcudart.so.12', 'libcublas.so.12', 'libcublasLt.so.12', 'libcufft.so.11', 'libcurand.so.10'],
  'cuDNN 9': ['libcudnn.so.9'],
} as const

const partName = 'libonnxruntime_providers_cuda.so'

/**
 * What models on CUDA need and whether it is there. Loads libraries to find out: not for a process that must not crash.
 * Nothing is computed; whether it works is another question.
 * https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html
 */
export async function readCudaRequirements(): Promise<CudaRequirement[]> {
  const [system, driver, part] = await readFiles()
  const found = Object.entries(libraries).map(async ([name, files]) => {
    const absent = await absentOf(files)
    const advice = `Install ${name}, or name its folder in LD_LIBRARY_PATH: ${absent.join(', ')} cannot be loaded.`
    return { name, isMet: absent.length === 0, advice }
  })
  return [system, driver, ...(await Promise.all(found)), part]
}

/** The first thing that is missing as far as files tell, in words; null where nothing is. */
export async function whatCudaLacks(): Promise<string | null> {
  const missing = (await readFiles()).find(({ isMet }) => !isMet)
  return missing === undefined ? null : `${missing.name} is missing. ${missing.advice}`
}

async function readFiles() {
  const part = join(dirname(findRuntimeLibrary(platform, arch) ?? ''), partName)
  return [
    {
      name: 'Linux for x64',
      isMet: platform === 'linux' && arch === 'x64',
      advice: 'ONNX Runtime has its part for CUDA there only. Elsewhere a GPU is used through WebGPU.',
    },
    {
      name: "NVIDIA's driver",
      isMet: (await Promise.all(driverFiles.map(exists))).includes(true),
      advice: 'If this machine has a GPU of NVIDIA, install its driver.',
    },
    {
      name: "ONNX Runtime's part for CUDA",
      isMet: await exists(part),
      advice: 'The npm package does not bring it: pnpm gpu:install says where it is to be had.',
    },
  ] as const
}

/** Those that the system's loader does not find. */
async function absentOf(files: readonly string[]): Promise<string[]> {
  if (platform !== 'linux') return [...files]
  const koffi = await import('koffi')
  return files.filter((file) => {
    try {
      koffi.load(file)
      return false
    } catch {
      return true
    }
  })
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
