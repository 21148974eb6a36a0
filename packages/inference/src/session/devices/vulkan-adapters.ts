/** A device that Vulkan offers. */
export interface VulkanAdapter {
  readonly name: string
  /** It computes on the processor, as SwiftShader and llvmpipe do: slower than not using it. */
  readonly isSoftware: boolean
}

/** VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO, the first field of VkInstanceCreateInfo; all others may be zero. */
const INSTANCE_CREATE_INFO = 1
const INSTANCE_CREATE_INFO_BYTES = 64

/** Places in VkPhysicalDeviceProperties, which is 824 bytes long. */
const properties = { sizeBytes: 1024, type: 16, name: 20, nameBytes: 256 } as const
const DEVICE_TYPE_CPU = 4

/**
 * What the Vulkan loader of a Linux machine offers; null where there is no loader. Drivers run inside this process when
 * it is called, and they crash. https://registry.khronos.org/vulkan/specs/latest/man/html/VkPhysicalDeviceProperties.html
 */
export async function listVulkanAdapters(): Promise<VulkanAdapter[] | null> {
  const koffi = await import('koffi')
  const vulkan = attempt(() => koffi.load('libvulkan.so.1'))
  if (vulkan === null) return null
  const three = ['void *', 'void *', 'void *']
  const createInstance = vulkan.func('vkCreateInstance', 'int', three)
  const enumerate = vulkan.func('vkEnumeratePhysicalDevices', 'int', three)
  const readProperties = vulkan.func('vkGetPhysicalDeviceProperties', 'void', ['void *', 'void *'])
  const destroyInstance = vulkan.func('vkDestroyInstance', 'void', ['void *', 'void *'])

  const created = pointers(1)
  if (createInstance(instanceCreateInfo(), null, created) !== 0) return []
  const [instance = 0n] = created
  const count = new Uint32Array(new ArrayBuffer(4))
  enumerate(instance, count, null)
  const devices = pointers(count[0] ?? 0)
  enumerate(instance, count, devices)
  const adapters = [...devices.subarray(0, count[0])].map((device) => {
    const bytes = new Uint8Array(new ArrayBuffer(properties.sizeBytes))
    readProperties(device, bytes)
    return describe(bytes)
  })
  destroyInstance(instance, null)
  return adapters
}

function instanceCreateInfo(): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(INSTANCE_CREATE_INFO_BYTES))
  new DataView(bytes.buffer).setUint32(0, INSTANCE_CREATE_INFO, true)
  return bytes
}

function describe(bytes: Uint8Array<ArrayBuffer>): VulkanAdapter {
  const { type, name, nameBytes } = properties
  const text = Buffer.from(bytes.subarray(name, name + nameBytes)).toString()
  return {
    name: text.slice(0, text.indexOf('\0')),
    isSoftware: new DataView(bytes.buffer).getUint32(type, true) === DEVICE_TYPE_CPU,
  }
}

/** Room for pointers, at an address that stays. */
function pointers(count: number): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(new ArrayBuffer(Math.max(1, count) * 8))
}

function attempt<Result>(action: () => Result): Result | null {
  try {
    return action()
  } catch {
    return null
  }
}
