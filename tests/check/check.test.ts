import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../run-command.ts'

const repository = join(import.meta.dirname, '../..')

/** A small house in which everything is in order. */
const orderly = {
  'packages/contract/src/index.ts': "export { limit } from './limit.ts'\n",
  'packages/contract/src/limit.ts': "import { z } from 'zod'\n\nexport const limit = z.int()\n",
  'packages/prompt/src/index.ts': "export { render } from './render.ts'\n",
  'packages/prompt/src/render.ts':
    "import { limit } from '@trialogue/contract'\n\nexport const render = (text: string) => text.slice(0, limit.parse(3))\n",
  'apps/web/src/lib/client.ts': 'export const get = (path: string) => fetch(path)\n',
  'apps/web/src/features/runs/run-list.ts':
    "import { get } from '../../lib/client.ts'\n\nexport const loadRuns = () => get('/api/runs')\n",
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-check-'))
  cpSync(join(repository, 'biome.json'), join(root, 'biome.json'))
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n')
  plant(orderly)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function plant(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const check = () =>
  runCommand(process.execPath, [
    join(repository, 'tests/check/check.ts'),
    `--root=${root}`,
    'lint',
    'imports',
  ])

/** What is planted, where, and the rule that must name it. */
const violations: readonly [string, string, string, string][] = [
  ['a cycle', 'packages/contract/src/limit.ts', 'noImportCycles', "export { limit } from './index.ts'\n"],
  [
    'an edge that the house forbids',
    'packages/prompt/src/render.ts',
    'edge',
    "import { createStore } from '@trialogue/store'\n\nexport const render = () => createStore()\n",
  ],
  [
    'a forbidden edge behind a type import',
    'packages/prompt/src/render.ts',
    'edge',
    "export const render = (store: import('@trialogue/store').Store) => store\n",
  ],
  [
    'a deep import',
    'packages/prompt/src/render.ts',
    'deep-import',
    "import { limit } from '@trialogue/contract/src/limit.ts'\n\nexport const render = () => limit\n",
  ],
  [
    'a relative path into another room',
    'packages/prompt/src/render.ts',
    'deep-import',
    "import { limit } from '../../contract/src/limit.ts'\n\nexport const render = () => limit\n",
  ],
  [
    'Node in a pure package',
    'packages/prompt/src/render.ts',
    'pure',
    "import { readFileSync } from 'node:fs'\n\nexport const render = () => readFileSync('x', 'utf8')\n",
  ],
  [
    'SQLite outside the store',
    'apps/server/src/services/runs.ts',
    'reserved',
    "import { Kysely } from 'kysely'\n\nexport const database = Kysely\n",
  ],
  [
    'ONNX Runtime outside the session folder',
    'packages/inference/src/engine.ts',
    'reserved',
    "export const runtime = () => import('onnxruntime-node')\n",
  ],
  [
    'the testing package outside tests',
    'packages/store/src/database.ts',
    'edge',
    "export { fakeClock } from '@trialogue/testing'\n\nexport const size = 1\n",
  ],
  [
    'any',
    'packages/prompt/src/render.ts',
    'noExplicitAny',
    'export const render = (text: any) => String(text)\n',
  ],
  [
    'a double cast',
    'packages/prompt/src/render.ts',
    'double-cast',
    'export const render = (text: string) => text as unknown as number\n',
  ],
  [
    'fetch in a feature',
    'apps/web/src/features/runs/run-list.ts',
    'reserved',
    "export const loadRuns = () => fetch('/api/runs')\n",
  ],
  [
    'a feature that imports a feature',
    'apps/web/src/features/models/model-list.ts',
    'layer',
    "import { loadRuns } from '../runs/run-list.ts'\n\nexport const loadModels = loadRuns\n",
  ],
  [
    'a component that imports a feature',
    'apps/web/src/components/list.ts',
    'layer',
    "import { loadRuns } from '../features/runs/run-list.ts'\n\nexport const load = loadRuns\n",
  ],
  [
    'a route that skips the services',
    'apps/server/src/routes/runs.ts',
    'layer',
    "import { createStore } from '@trialogue/store'\n\nexport const store = createStore\n",
  ],
  [
    'the environment in a service',
    'apps/server/src/services/runs.ts',
    'reserved',
    'export const port = process.env.TRIALOGUE_PORT\n',
  ],
  [
    'the environment by another name',
    'apps/server/src/services/runs.ts',
    'reserved',
    "import { env } from 'node:process'\n\nexport const port = env.TRIALOGUE_PORT\n",
  ],
  ['a folder without meaning', 'packages/store/src/utils/size.ts', 'folder-name', 'export const size = 1\n'],
  [
    'a barrel inside a package',
    'packages/store/src/repositories/index.ts',
    'barrel',
    "export * from './run-repository.ts'\n",
  ],
  ['a room nobody planned', 'packages/misc/src/index.ts', 'room', 'export const size = 1\n'],
  [
    'a long function',
    'packages/prompt/src/render.ts',
    'noExcessiveLinesPerFunction',
    `export function render(add: (line: number) => void) {\n${'  add(1)\n'.repeat(61)}}\n`,
  ],
  [
    'a long file',
    'packages/prompt/src/render.ts',
    'noExcessiveLinesPerFile',
    Array.from({ length: 401 }, (_, index) => `export const line${index} = ${index}\n`).join(''),
  ],
  [
    'a file name in camel case',
    'packages/prompt/src/renderText.ts',
    'useFilenamingConvention',
    'export const a = 1\n',
  ],
  [
    'sloppy formatting',
    'packages/prompt/src/render.ts',
    'format',
    'export const render = ( text:string ) => text;\n',
  ],
]

describe('check', () => {
  it('accepts a house in which everything is in order', async () => {
    expect(await check()).toMatchObject({ code: 0, output: expect.stringMatching(/ok +lint.*\nok +imports/) })
  })

  it.each(violations)('fails on %s and names file and rule', async (_what, path, rule, text) => {
    plant({ [path]: text })
    const { code, output } = await check()
    expect(code).toBe(1)
    const report = output.split('\n').find((line) => line.startsWith(path) && line.includes(rule))
    expect(report, output).toBeDefined()
  })
})
