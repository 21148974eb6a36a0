import { readFile } from 'node:fs/promises'

/** Instructions that make models faster, as Linux calls them, each named once by what it brings. */
const known: readonly (readonly [flag: string, name: string])[] = [
  ['avx2', 'AVX2'],
  ['fma', 'FMA'],
  ['f16c', 'F16C'],
  ['avx_vnni', 'AVX-VNNI'],
  ['avx512f', 'AVX-512'],
  ['avx512_vnni', 'AVX-512 VNNI'],
  ['avx512_bf16', 'AVX-512 BF16'],
  ['amx_int8', 'AMX'],
  ['asimd', 'NEON'],
  ['asimdhp', 'half precision'],
  ['asimddp', 'dot product'],
  ['i8mm', 'I8MM'],
  ['sve', 'SVE'],
]

/** Those that this machine's processor has; null where the system does not tell in a file. */
export async function readCpuFeatures(path = '/proc/cpuinfo'): Promise<readonly string[] | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const line = /^(?:flags|Features)\s*:\s*(?<flags>.*)$/m.exec(text)?.groups?.['flags']
  if (line === undefined) return null
  const flags = new Set(line.split(/\s+/))
  return known.filter(([flag]) => flags.has(flag)).map(([, name]) => name)
}
