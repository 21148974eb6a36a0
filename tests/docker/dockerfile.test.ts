import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { aRunRequest } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRun, followRun, getRun } from '../reliability/api.ts'
import { buildImage, type Image } from './build-image.ts'

let base: string
let image: Image
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'trialogue-image-')))
  const built = await buildImage(base)
  image = built.image
  env = built.env
}, 240_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** Path and change time of everything in the image's program folder. */
const snapshot = () =>
  readdirSync(join(image.folder, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).mtimeMs}`)

/** The image's CMD as `docker run` would start it, but on any free port. Standard output holds the address. */
function startContainer(extraEnv: Readonly<Record<string, string>>) {
  const [command = '', ...args] = z.array(z.string()).parse(JSON.parse(image.settings.CMD ?? '[]'))
  const child = spawn(command, args, {
    cwd: join(image.folder, image.workdir),
    env: {
      PATH: env.PATH,
      HOME: join(image.folder, 'home'),
      ...image.env,
      TRIALOGUE_DATA_DIR: join(image.folder, image.env.TRIALOGUE_DATA_DIR ?? ''),
      TRIALOGUE_PORT: '0',
      ...extraEnv,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const closed = once(child, 'close').then(([code]: unknown[]) => ({ code, errors }))
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text))
  return {
    closed,
    /** The address it listens on; an error with what it said when it ends instead. */
    address: Promise.race([line, closed.then((end) => Promise.reject(new Error(JSON.stringify(end))))]),
    stop: () => {
      child.kill('SIGTERM')
      return closed
    },
  }
}

describe('the Dockerfile', () => {
  it('leaves tests, development tools and other systems out of the image', () => {
    expect(readdirSync(join(image.folder, 'app'))).not.toContain('tests')
    const installed = readdirSync(join(image.folder, 'app/node_modules/.pnpm')).join('\n')
    expect(installed).toMatch(/better-sqlite3@/)
    expect(installed).not.toMatch(/vitest@|vite@|typescript@|playwright|node-linux/)
  })

  it('makes an image that refuses to start while nothing limits who can reach it', async () => {
    const container = startContainer({})
    await expect(container.address).rejects.toThrow('TRIALOGUE_ALLOW_INSECURE_HOST')
    expect(await container.closed).toMatchObject({ code: 1 })
  })

  it('makes an image that serves the page, runs the models, writes to its volume only and ends in order', async () => {
    const before = snapshot()
    const container = startContainer({ TRIALOGUE_ALLOW_INSECURE_HOST: '1' })
    const address = (await container.address).replace('0.0.0.0', '127.0.0.1')
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${address}/`)).text()).toContain('<script type="module"')

    const { id } = await createRun(address, aRunRequest())
    for await (const _event of followRun(address, id));
    const { generations } = await getRun(address, id)
    expect(generations.map(({ modelId, status }) => `${modelId} ${status}`)).toEqual([
      'wren-base completed',
      'wren-instruct completed',
      'wren-dialog completed',
    ])

    expect(await container.stop()).toMatchObject({ code: 0 })
    expect(snapshot()).toEqual(before)
    expect(readdirSync(join(image.folder, 'data'))).not.toEqual([])
  })
})
