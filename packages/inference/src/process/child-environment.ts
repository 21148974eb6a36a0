/** What a program needs to run at all, on Linux, macOS and Windows. */
const needed = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SystemRoot',
  'LD_LIBRARY_PATH',
  // Which GPU, and where its driver is.
  'XDG_RUNTIME_DIR',
  'VK_DRIVER_FILES',
  'VK_ADD_DRIVER_FILES',
  'VK_ICD_FILENAMES',
  'CUDA_VISIBLE_DEVICES',
]

/**
 * The environment of a model process: a model comes from strangers and gets no secret. A list of what is allowed,
 * because what is secret cannot be listed.
 */
export function childEnvironment(all: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(needed.filter((name) => name in all).map((name) => [name, all[name]]))
}
