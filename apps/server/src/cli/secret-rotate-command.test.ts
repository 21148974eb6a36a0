import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@trialogue/store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { secretRotateCommand } from './secret-rotate-command.ts'

const [old, next] = ['an old secret '.repeat(3).trim(), 'a new secret '.repeat(3).trim()]
const key = 'sk-0123456789abcdef'
const said: string[] = []
let root: string
let dataDir: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-rotate-'))
  dataDir = join(root, 'data')
  vi.stubEnv('TRIALOGUE_DATA_DIR', dataDir)
  said.length = 0
  for (const channel of ['log', 'error'] as const)
    vi.spyOn(console, channel).mockImplementation((line: string) => said.push(line))
})
afterEach(async () => {
  process.exitCode = undefined
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

async function withStore<Result>(
  secrets: string[],
  act: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ dataDir, secrets })
  return act(store).finally(() => store.close())
}
const keyWith = async (secrets: string[]) =>
  withStore(secrets, async ({ endpoints }) => (await endpoints.keyOf('lab')).key)
const create = (secrets: string[]) =>
  withStore(secrets, ({ endpoints }) =>
    endpoints.create({
      ...{
        name: 'lab',
        api: 'openai',
        urls: ['https://lab.example/v1'],
        allowsPrivate: false,
        concurrency: 1,
      },
      key,
    }),
  )

describe('trialogue secret rotate', () => {
  it('seals keys with the first secret of the file, and says that the others can go', async () => {
    await create([old])
    const file = join(root, 'secrets')
    await writeFile(file, `${next}\n${old}\n`)
    vi.stubEnv('TRIALOGUE_SECRET_FILE', file)
    await secretRotateCommand.run([])
    expect(said.join('\n')).toMatch(
      /^1 key is sealed with the newest secret\.\nThe older ones can be taken out/,
    )
    expect(await keyWith([next])).toBe(key)
    expect(await keyWith([old])).toBeNull()
  })

  it('makes a new secret of its own, and names keys that it cannot open', async () => {
    await create([])
    await secretRotateCommand.run([])
    expect(said).toEqual(['1 key is sealed with the newest secret.'])
    expect(await keyWith([])).toBe(key)
    await rm(join(dataDir, 'secret.key'))
    await secretRotateCommand.run([])
    expect(said.at(-1)).toContain('The keys of lab cannot be opened')
    expect(process.exitCode).toBe(1)
  })

  it('refuses while a server runs, and secrets that are too short', async () => {
    await withStore([], async () => {
      await expect(secretRotateCommand.run([])).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
    })
    await writeFile(join(root, 'short'), 'secret')
    for (const name of ['short', 'missing']) {
      vi.stubEnv('TRIALOGUE_SECRET_FILE', join(root, name))
      await expect(secretRotateCommand.run([])).rejects.toMatchObject({ code: 'INVALID_CONFIG' })
    }
  })
})
