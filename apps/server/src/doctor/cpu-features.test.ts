import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCpuFeatures } from './cpu-features.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-cpu-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  [
    'processor\t: 0\nflags\t\t: fpu sse2 avx avx2 fma avx_vnni\n\nflags\t: avx512f',
    ['AVX2', 'FMA', 'AVX-VNNI'],
  ],
  ['Features\t: fp asimd asimddp\n', ['NEON', 'dot product']],
  ['flags : fpu', []],
  ['model name : something', null],
])('reads %j', async (text, features) => {
  await writeFile(join(folder, 'cpuinfo'), text)
  expect(await readCpuFeatures(join(folder, 'cpuinfo'))).toEqual(features)
})

it('knows nothing where there is no such file', async () => {
  expect(await readCpuFeatures(join(folder, 'absent'))).toBeNull()
})
