import { env } from 'onnxruntime-node'
import { type ModelCache, openModelCache } from './model-cache.ts'
import type { RunnerOptions } from './runner-options.ts'

/** Null where nothing is kept: without a cache models work as well. */
export async function findModelCache(
  graphPath: string,
  { cacheFolder, cacheFromBytes = 32 * 2 ** 20 }: Pick<RunnerOptions, 'cacheFolder' | 'cacheFromBytes'>,
): Promise<ModelCache | null> {
  if (cacheFolder === undefined) return null
  return openModelCache(cacheFolder, graphPath, env.versions.node ?? '', cacheFromBytes).catch(() => null)
}
