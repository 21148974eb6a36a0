import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, connect } from './endpoint-fixture.ts'
import { printFigure } from './print-figure.ts'

let hostile: ChildProcess
let port = ''
beforeAll(async () => {
  hostile = fork(new URL('./hostile-server.ts', import.meta.url), {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (hostile.stdout === null) throw new Error('The hostile server has no output.')
  for await (const line of createInterface(hostile.stdout)) {
    port = line
    break
  }
  // A process that has worked before: what its first work makes of it is no part of what a server costs.
  const endpoints = connect({ urls: [`http://127.0.0.1:${port}/endless-stream/v1`], allowsPrivate: true })
  await ask(endpoints)
  await endpoints.dispose()
})
afterAll(() => {
  hostile.kill('SIGKILL')
})

const mebibyte = 2 ** 20
/** Shorter than in use where only time has to pass. */
const hasty = { firstByteMs: 300, idleMs: 300 }

it.each([
  ['endless-line', {}, 'UPSTREAM_INVALID'],
  ['endless-stream', {}, 'UPSTREAM_INVALID'],
  ['endless-comments', {}, 'UPSTREAM_INVALID'],
  ['gzip-bomb', {}, 'UPSTREAM_INVALID'],
  ['slow-drip', hasty, 'UPSTREAM_TIMEOUT'],
  ['silence', hasty, 'UPSTREAM_TIMEOUT'],
] as const)('S12: %s ends with an error, and takes little memory', async (name, limits, code) => {
  const endpoints = connect(
    { urls: [`http://127.0.0.1:${port}/${name}/v1`], allowsPrivate: true },
    { limits },
  )
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  const outcome = await ask(endpoints)
  clearInterval(watch)
  await endpoints.dispose()
  const grownMiB = (most - before) / mebibyte
  printFigure(`S12, ${name}`, `${outcome}, memory +${grownMiB.toFixed(0)} MiB (wanted: at most 64)`)
  expect(outcome).toBe(code)
  expect(grownMiB).toBeLessThan(64)
})
