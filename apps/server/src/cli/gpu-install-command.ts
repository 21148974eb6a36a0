import { readCudaPlan } from '@trialogue/inference'

/** `trialogue gpu install`: says how CUDA comes to ONNX Runtime. Changes nothing. */
export const gpuInstallCommand = {
  about: 'Says what models need to run on CUDA, what of it is here, and how the rest is to be had.',
  async run(): Promise<void> {
    const { requirements, version, archive, files, folder, command } = await readCudaPlan()
    // The last one is what the text below is about.
    const missing = requirements.slice(0, -1).filter(({ isMet }) => !isMet)
    const lines = [
      `ONNX Runtime ${version} on CUDA needs:`,
      ...requirements.map(({ name, isMet }) => `  ${isMet ? 'here   ' : 'missing'}  ${name}`),
      ...missing.map(({ name, advice }) => `\n${name}: ${advice}`),
      '',
      'The part for CUDA is not in the npm registry, where its files would be too large. It is published at',
      `  ${archive}`,
      `and its files (${files.join(', ')}) belong into`,
      `  ${folder}`,
      'onnxruntime-node has a script that downloads them and puts them there. It goes around the lockfile and its',
      'checksums, so that Trialogue does not run it. If you want that, run it yourself, after each install:',
      `  ${command}`,
      'Then `trialogue doctor` says whether CUDA computes rightly, and TRIALOGUE_DEVICE=cuda asks for it.',
      '',
      'Before you do: CUDA has attention in half precision only, so that models whose keys and values are in single',
      'precision, as the bundled ones, stay on the CPU; and nobody has run Trialogue on CUDA yet. WebGPU needs only a',
      'Vulkan driver, and runs both kinds. docs/guides/gpu.md has the details.',
    ]
    for (const line of lines) console.log(line)
  },
}
