import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Free bytes where a folder is or will be made. */
export async function freeDiskBytes(folder: string): Promise<number> {
  for (let place = folder; ; place = dirname(place)) {
    const space = await statfs(place).catch(() => null)
    if (space !== null) return space.bavail * space.bsize
    if (place === dirname(place)) return Number.MAX_SAFE_INTEGER
  }
}
