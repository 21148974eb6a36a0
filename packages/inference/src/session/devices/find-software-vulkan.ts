import { existsSync } from 'node:fs'
import { arch } from 'node:process'
import { childEnvironment } from '../../process/child-environment.ts'

/** For tests: the variables by which model processes find a Vulkan that computes on the processor. */
export type VulkanVariables = Readonly<Record<string, string>>

/** Where Debian and others put Mesa's lavapipe, and Debian's chromium the SwiftShader that it brings, with a loader. */
const places: readonly { readonly files: readonly string[]; readonly variables: VulkanVariables }[] = [
  ...['lvp_icd.json', `lvp_icd.${arch === 'arm64' ? 'aarch64' : 'x86_64'}.json`].map((name) => ({
    files: [`/usr/share/vulkan/icd.d/${name}`],
    variables: { VK_DRIVER_FILES: `/usr/share/vulkan/icd.d/${name}` },
  })),
  {
    files: ['vk_swiftshader_icd.json', 'libvk_swiftshader.so', 'libvulkan.so.1'].map(inChromium),
    variables: {
      VK_DRIVER_FILES: inChromium('vk_swiftshader_icd.json'),
      LD_LIBRARY_PATH: inChromium(''),
    },
  },
]

function inChromium(file: string): string {
  return `/usr/lib/chromium/${file}`
}

/** For tests: whether the environment names a Vulkan driver to be used. */
export function namesVulkanDriver(): boolean {
  const variables = childEnvironment()
  return 'VK_DRIVER_FILES' in variables || 'VK_ICD_FILENAMES' in variables
}

/** For tests: software Vulkans that lie where they usually do. Whether they work is another question. */
export function listSoftwareVulkans(): VulkanVariables[] {
  return places.filter(({ files }) => files.every(existsSync)).map(({ variables }) => variables)
}
