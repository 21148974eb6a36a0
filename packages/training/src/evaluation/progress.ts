import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What an interrupted evaluation has found so far. */
export type Progress = {
  /** Takes what was found earlier under this key, or finds it and saves it. */
  remember<T>(key: string, find: () => Promise<T>): Promise<T>
}

/** Identifies the weights and the number of cases: figures of others are of no use. */
export type ProgressOf = { readonly modelSha256: string; readonly count: number }

/** Opens the file of one model. Starts anew when it is missing or belongs to other weights or another count. */
export function openProgress(path: string, { modelSha256, count }: ProgressOf): Progress {
  const saved = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const isSame = saved.modelSha256 === modelSha256 && saved.count === count
  const found = new Map<string, unknown>(isSame ? Object.entries(saved.found) : [])
  return {
    async remember<T>(key: string, find: () => Promise<T>): Promise<T> {
      if (found.has(key)) return found.get(key) as T
      const value = await find()
      found.set(key, value)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(
        `${path}.partial`,
        JSON.stringify({ modelSha256, count, found: Object.fromEntries(found) }),
      )
      renameSync(`${path}.partial`, path)
      return value
    },
  }
}
