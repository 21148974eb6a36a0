import { existsSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { gpuInstallCommand } from './gpu-install-command.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('says what CUDA needs and where its files come from, and installs nothing', async () => {
  const said: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
  await gpuInstallCommand.run()
  const text = said.join('\n')
  for (const name of ['Linux for x64', "NVIDIA's driver", 'CUDA 12', 'cuDNN 9']) {
    expect(text).toMatch(new RegExp(`^  (here   |missing)  ${name}$`, 'm'))
  }
  expect(text).toMatch(/is not in the npm registry/)
  const [, script = ''] = /^ {2}ONNXRUNTIME_NODE_INSTALL=cuda12 node (\S+)$/m.exec(text) ?? []
  expect(existsSync(script)).toBe(true)
})
