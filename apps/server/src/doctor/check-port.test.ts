import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { checkPort } from './check-port.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: string | AddressInfo | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

it('finds a free port', async () => {
  const port = await listen(() => {})
  await new Promise((resolve) => servers.pop()?.close(resolve))
  expect(await checkPort('127.0.0.1', port)).toMatchObject({ status: 'ok', facts: { port, isFree: true } })
  expect(await checkPort('127.0.0.1', 0)).toMatchObject({ status: 'ok' })
})

it('tells a running Trialogue from another program', async () => {
  const own = await listen((_, reply) => reply.end('{"status":"alive"}'))
  expect(await checkPort('127.0.0.1', own)).toMatchObject({
    status: 'ok',
    text: `${own} on 127.0.0.1: Trialogue is running there`,
  })
  const other = await listen((_, reply) => reply.end('<p>Hello'))
  expect(await checkPort('127.0.0.1', other)).toMatchObject({
    status: 'failed',
    advice: expect.stringContaining('TRIALOGUE_PORT'),
  })
})

it('says that an address is not of this machine', async () => {
  expect(await checkPort('192.0.2.1', 7357)).toMatchObject({
    status: 'failed',
    facts: { code: 'EADDRNOTAVAIL' },
  })
})
