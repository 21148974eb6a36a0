import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

const main = join(import.meta.dirname, '../../apps/server/src/main.ts')

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'trialogue-address-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

/** Starts the program; standard output and error are collected apart. */
function startProgram(settings: Record<string, string>) {
  const env = {
    PATH: process.env['PATH'],
    TRIALOGUE_DATA_DIR: dataDir,
    TRIALOGUE_PORT: '0',
    ...settings,
  }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { output: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.errors += text
  })
  return { child, written, ended: once(child, 'close').then(([code]) => Number(code)) }
}

/** `open`, or the code of the error that the attempt ended with. */
function tryToConnect(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    socket.once('connect', () => {
      socket.destroy()
      resolve('open')
    })
  })
}

it('writes its address to the terminal and nothing else', async () => {
  const { child, written, ended } = startProgram({})
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(written.output).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
  expect(written.errors).toBe('')
})

it('keeps its log, JSON lines on standard error, apart from its address', async () => {
  const { child, written, ended } = startProgram({ TRIALOGUE_LOG_LEVEL: 'info' })
  await once(child.stdout, 'data')
  const address = written.output.trim()
  const answer = await fetch(`${address}/api/models`)
  expect(answer.status).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(written.output).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
  const lines = written.errors.trim().split('\n')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('msg')
})

it('is closed to every other address of the machine', async () => {
  const { child, written, ended } = startProgram({})
  await once(child.stdout, 'data')
  const port = Number(new URL(written.output.trim()).port)
  expect(await tryToConnect('127.0.0.1', port)).toBe('open')
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
  // Linux answers on all of 127.0.0.0/8, other systems only on 127.0.0.1.
  if (process.platform === 'linux') others.push('127.0.0.2')
  for (const address of others) {
    expect([address, await tryToConnect(address, port)]).toEqual([address, 'ECONNREFUSED'])
  }
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

it('does not open itself to other machines unless told to', async () => {
  const { written, ended } = startProgram({ TRIALOGUE_HOST: '0.0.0.0' })
  expect(await ended).toBe(1)
  expect(written.output).toBe('')
  expect(written.errors).toContain('TRIALOGUE_ALLOW_INSECURE_HOST=1')
  expect(written.errors).not.toContain('    at ')
})
