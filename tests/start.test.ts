import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

const repository = join(import.meta.dirname, '..')
const building = 'Building the web app'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'trialogue-start-')))
  cpSync(join(repository, 'start.mjs'), join(root, 'start.mjs'))
  write({
    'package.json': '{ "type": "module" }',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'node_modules/.pnpm/lock.yaml': "lockfileVersion: '9.0'\n",
    'apps/server/src/main.ts':
      "const words: string[] = process.argv.slice(2)\nconsole.log('server', ...words)\n",
    'apps/web/package.json': '{ "type": "module", "dependencies": { "@trialogue/contract": "workspace:*" } }',
    'apps/web/index.html': '<script type="module" src="/src/main.ts"></script>',
    'apps/web/src/main.ts':
      "import { word } from '../../../packages/contract/src/word.ts'\n\ndocument.title = word\n",
    'packages/contract/package.json': '{ "type": "module" }',
    'packages/contract/src/word.ts': "export const word = 'first'\n",
  })
  mkdirSync(join(root, 'apps/web/node_modules'))
  symlinkSync(
    realpathSync(join(repository, 'apps/web/node_modules/vite')),
    join(root, 'apps/web/node_modules/vite'),
  )
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const start = (...args: string[]) =>
  runCommand(process.execPath, [join(root, 'start.mjs'), ...args], { cwd: tmpdir() })

describe('start', () => {
  it('builds the web app, then hands its arguments to the server', async () => {
    const { code, output } = await start('config', '--json')
    expect(output).toContain(building)
    expect(output).toContain('server config --json')
    expect(code).toBe(0)
    expect(readFileSync(join(root, 'apps/web/dist/index.html'), 'utf8')).toContain('<script')
  })

  it('builds again only when a source of the web app or of a package it uses changed', async () => {
    await start()
    expect((await start()).output).not.toContain(building)
    write({ 'packages/contract/src/word.test.ts': '// tests are no sources\n' })
    expect((await start()).output).not.toContain(building)
    write({ 'packages/contract/src/word.ts': "export const word = 'second'\n" })
    expect((await start()).output).toContain(building)
    expect((await start()).output).not.toContain(building)
  })

  it('says so when the web app cannot be built, and tries again the next time', async () => {
    write({ 'apps/web/src/main.ts': 'const =\n' })
    const failed = await start()
    expect(failed.code).toBe(1)
    expect(failed.output).toContain('The web app could not be built')
    expect(failed.output).not.toContain('server')
    write({ 'apps/web/src/main.ts': "document.title = 'mended'\n" })
    expect(await start()).toMatchObject({ code: 0, output: expect.stringContaining('server') })
  })

  it('tells what to run when the packages are missing', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true })
    const { code, output } = await start()
    expect(code).toBe(1)
    expect(output).toContain('not installed yet')
    expect(output).toContain('npx -y pnpm@12 start')
  })

  it('tells what to run when the packages are not those of the lockfile', async () => {
    write({ 'pnpm-lock.yaml': "lockfileVersion: '9.1'\n" })
    const { code, output } = await start()
    expect(code).toBe(1)
    expect(output).toContain('do not match')
    expect(output).toContain('npx -y pnpm@12 start')
  })

  it('refuses a Node that is too old, before anything else', async () => {
    const older = 'Object.defineProperty(process, "versions", { value: { node: "18.20.0" } })'
    const { code, output } = await runCommand(process.execPath, [
      `--import=data:text/javascript,${encodeURIComponent(older)}`,
      join(root, 'start.mjs'),
    ])
    expect(code).toBe(1)
    expect(output).toBe(
      'Trialogue needs Node 20.19 or newer; this is Node 18.20.0. See https://nodejs.org.\n',
    )
  })

  it("ends with the server's exit code and shows its message", async () => {
    write({ 'apps/server/src/main.ts': "console.error('Port 7357 is in use.')\nprocess.exitCode = 3\n" })
    expect(await start()).toMatchObject({ code: 3, output: expect.stringContaining('Port 7357 is in use.') })
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on and waits for an orderly end',
    async (signal) => {
      write({
        'apps/server/src/main.ts': `const open = setInterval(() => {}, 1000)
process.on('${signal}', () => { console.log('closing'); clearInterval(open); process.exitCode = 7 })
console.log('ready')\n`,
      })
      const child = spawn(process.execPath, [join(root, 'start.mjs')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (chunk.includes('ready')) child.kill(signal)
      })
      const [code] = await once(child, 'close')
      expect(output).toContain('closing')
      expect(code).toBe(7)
    },
  )

  it.runIf(process.platform === 'linux')(
    'ends with the npx that started it, though a shell stands between',
    async () => {
      write({
        'apps/server/src/main.ts': `const open = setInterval(() => {}, 1000)
process.on('SIGTERM', () => { console.log('closing'); clearInterval(open) })
console.log('ready')\n`,
        'npx.ts': `import { spawn } from 'node:child_process'
process.title = 'npm exec'
spawn('sh', ['-c', '"${process.execPath}" start.mjs; true'], { cwd: import.meta.dirname, stdio: 'inherit' })\n`,
      })
      const npx = spawn(process.execPath, [join(root, 'npx.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
      let output = ''
      npx.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (chunk.includes('ready')) npx.kill('SIGKILL')
      })
      await once(npx, 'close')
      expect(output).toContain('closing')
    },
  )
})
