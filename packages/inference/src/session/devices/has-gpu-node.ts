import { readdir } from 'node:fs/promises'

/** Files under /dev that drivers of GPUs make: any vendor's, NVIDIA's, and that of Linux inside Windows. */
const nodes = [
  { folder: '/dev/dri', name: /^renderD/ },
  { folder: '/dev', name: /^(?:nvidiactl|dxg)$/ },
]

/** Whether Linux shows a GPU; always true elsewhere, where it is not known without trying. */
export async function hasGpuNode(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const found = nodes.map(async ({ folder, name }) =>
    (await readdir(folder).catch(() => [])).some((file) => name.test(file)),
  )
  return (await Promise.all(found)).includes(true)
}
