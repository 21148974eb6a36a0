import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { doctorCommand } from './doctor-command.ts'

let root: string
const said: string[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-doctor-'))
  vi.stubEnv('TRIALOGUE_DATA_DIR', root)
  vi.stubEnv('TRIALOGUE_PORT', '0')
  vi.stubEnv('HF_HUB_OFFLINE', '1')
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
})
afterEach(async () => {
  process.exitCode = undefined
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

describe('trialogue doctor', () => {
  it('finds that everything works on a machine that runs these tests, and changes nothing', async () => {
    await doctorCommand.run([])
    const text = said.join('\n')
    for (const subject of [
      'Node',
      'Processor',
      'Memory',
      'ONNX Runtime',
      'cpu',
      'webgpu',
      'cuda',
      'wren-dialog',
      'Hub',
    ]) {
      expect(text).toMatch(new RegExp(`^(ok|note) +${subject} +\\S`, 'm'))
    }
    expect(text).toMatch(/Everything that is needed works\.$/)
    expect(process.exitCode).toBeUndefined()
    expect(await readdir(root)).toEqual([])
  })

  it('ends with 1 and says what to do where something needed does not work, for programs too', async () => {
    await writeFile(join(root, 'file'), '')
    vi.stubEnv('TRIALOGUE_DATA_DIR', join(root, 'file'))
    await doctorCommand.run(['--json'])
    const report = JSON.parse(said.join('\n'))
    expect(report.ok).toBe(false)
    expect(report.findings).toContainEqual(
      expect.objectContaining({ subject: 'Data folder', status: 'failed', advice: expect.any(String) }),
    )
    expect(process.exitCode).toBe(1)
  })

  it('refuses options that it does not know', async () => {
    await expect(doctorCommand.run(['--fast'])).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  })
})
