import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalHub, randomCheckpoint, startHub } from '@trialogue/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { modelsListCommand } from './models-list-command.ts'
import { modelsPullCommand } from './models-pull-command.ts'

const repository = 'HuggingFaceTB/SmolLM2-135M'
let hub: LocalHub
let root: string
const said: string[] = []
let onSent: () => void = () => undefined
beforeAll(async () => {
  hub = await startHub({ repositories: [await randomCheckpoint(repository)], onSent: () => onSent() })
})
afterAll(() => hub.close())
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'models-pull-'))
  vi.stubEnv('TRIALOGUE_DATA_DIR', join(root, 'data'))
  vi.stubEnv('HF_HOME', join(root, 'hf'))
  vi.stubEnv('HF_ENDPOINT', hub.url)
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  onSent = () => undefined
  await rm(root, { recursive: true })
})

describe('trialogue models pull', () => {
  it('says what it would do, does it, and lists what there is then', async () => {
    await modelsPullCommand.run([repository, '--dry-run', '--precision', 'q4'])
    expect(said.join('\n')).toMatch(
      /base: .*SmolLM2[\s\S]*q4, converted[\s\S]*to fetch in 7 files[\s\S]*dry run/,
    )
    await modelsPullCommand.run([repository, '--kind', 'dialog'])
    expect(said.at(-1)).toContain(`Pulled hf:${repository}.`)
    await modelsListCommand.run()
    expect(said.join('\n')).toMatch(/hf:HuggingFaceTB\/SmolLM2-135M +dialog/)
  })

  it('tells how it is used', async () => {
    await expect(modelsPullCommand.run([])).rejects.toThrow('--dry-run')
    await expect(modelsPullCommand.run([repository, '--kind', 'cat'])).rejects.toThrow(
      'base, instruct, dialog',
    )
  })

  it('stops at Ctrl+C and goes on with the same command', async () => {
    const program = join(import.meta.dirname, 'trialogue.ts')
    const child = spawn(process.execPath, [program, 'models', 'pull', repository], {
      env: { ...process.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let heard = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    onSent = () => {
      onSent = () => undefined
      child.kill('SIGINT')
    }
    const [code] = await once(child, 'close')
    expect(heard).toContain('the same command goes on')
    expect(code).toBe(1)
    await modelsPullCommand.run([repository])
    expect(said.at(-1)).toContain('Pulled')
  })
})
