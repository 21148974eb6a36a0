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
]

/**
 * The environment of a model process: a model comes from strangers and gets no secret. A list of what is allowed,
 * because what is secret cannot be listed.
 */
export function childEnvironment(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(needed.filter((name) => name in all).map((name) => [name, all[name]]))
}
