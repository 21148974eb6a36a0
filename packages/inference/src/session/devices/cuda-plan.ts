import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { arch, platform } from 'node:process'
import { findRuntimeLibrary } from '../runtime-library/find-runtime-library.ts'
import { type CudaRequirement, readCudaRequirements } from './cuda-requirements.ts'

/** What it takes to let ONNX Runtime compute on CUDA. Nothing of it is done here. */
export interface CudaPlan {
  readonly requirements: readonly CudaRequirement[]
  /** Of onnxruntime-node, and of the part for CUDA that belongs to it. */
  readonly version: string
  /** Where the part is published: its npm package is too small for it. */
  readonly archive: string
  /** The files of the part, and the folder that they belong into. */
  readonly files: readonly string[]
  readonly folder: string
  /** onnxruntime-node's own script, which downloads the archive and takes the files out of it. */
  readonly command: string
}

const files = ['cuda', 'shared', 'tensorrt'].map((name) => `libonnxruntime_providers_${name}.so`)

/** Source: `script/install-metadata.js` of onnxruntime-node 1.30. Throws where onnxruntime-node is not installed. */
export async function readCudaPlan(): Promise<CudaPlan> {
  const folder = dirname(findRuntimeLibrary(platform, arch) ?? findRuntimeLibrary('linux', 'x64') ?? '')
  const packageFolder = join(folder, '../../../..')
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  )
  return {
    requirements: await readCudaRequirements(),
    version,
    archive: `https://www.nuget.org/packages/Microsoft.ML.OnnxRuntime.Gpu.Linux/${version}`,
    files,
    folder,
    command: `ONNXRUNTIME_NODE_INSTALL=cuda12 node ${join(packageFolder, 'script/install.js')}`,
  }
}
