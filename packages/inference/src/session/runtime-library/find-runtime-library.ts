import { createRequire } from 'node:module'
import { join } from 'node:path'

const fileNames: Readonly<Record<string, string>> = {
  linux: 'libonnxruntime.so.1',
  // The name that onnxruntime-node itself links to; a second file beside it has the same contents.
  darwin: 'libonnxruntime.1.dylib',
  win32: 'onnxruntime.dll',
}

/** Absolute path of the shared library that onnxruntime-node ships for a platform; null where it ships none. */
export function findRuntimeLibrary(platform: string, architecture: string): string | null {
  const fileName = fileNames[platform]
  if (fileName === undefined) return null
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node')
  return join(entry, '../../bin/napi-v6', platform, architecture, fileName)
}

/** Where the library for this machine lies, or should; null where onnxruntime-node ships none. */
export function runtimeLibraryPath(): string | null {
  return findRuntimeLibrary(process.platform, process.arch)
}
