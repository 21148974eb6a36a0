import type { LookupFunction } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, connect, listen } from './endpoint-fixture.ts'
import { printFigure } from './print-figure.ts'

let inside: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  inside = await listen((_, response) => response.end('{"secret":"of this machine"}'))
})
afterAll(async () => {
  await inside.close()
})

/** A resolver that says the same for every name, or one thing after the other. */
function resolving(...addresses: [string, ...string[]]): LookupFunction {
  let count = 0
  return (_, options, callback) => {
    const address = addresses[Math.min(count, addresses.length - 1)] ?? addresses[0]
    count += 1
    const family = address.includes(':') ? 6 : 4
    if (options.all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

interface Spelling {
  readonly name: string
  readonly host: string
  readonly lookup?: LookupFunction
  /** What nobody can allow. */
  readonly allowsPrivate?: boolean
}

const spellings: readonly Spelling[] = [
  { name: 'dotted', host: '127.0.0.1' },
  { name: 'decimal', host: '2130706433' },
  { name: 'hexadecimal', host: '0x7f000001' },
  { name: 'octal', host: '0177.0.0.1' },
  { name: 'short', host: '127.1' },
  { name: 'unspecified', host: '0.0.0.0', allowsPrivate: true },
  { name: 'IPv6', host: '[::1]' },
  { name: 'IPv6 unspecified', host: '[::]', allowsPrivate: true },
  { name: 'IPv4 in IPv6', host: '[::ffff:127.0.0.1]' },
  { name: 'NAT64', host: '[64:ff9b::7f00:1]', allowsPrivate: true },
  { name: '6to4', host: '[2002:7f00:1::1]', allowsPrivate: true },
  { name: 'metadata', host: '169.254.169.254', allowsPrivate: true },
  { name: 'a name of an address', host: '127.0.0.1.nip.io', lookup: resolving('127.0.0.1') },
  {
    name: 'a name of IPv6 metadata',
    host: 'metadata.example',
    lookup: resolving('fd00:ec2::254'),
    allowsPrivate: true,
  },
]

it('S11: reaches nothing inside, however it is spelled, when an address is entered and when it is used', async () => {
  let blocked = 0
  for (const { host, lookup = resolving('192.168.1.1'), allowsPrivate = false } of spellings) {
    const url = `http://${host}:${inside.port}/v1`
    const endpoints = connect({ urls: [url], allowsPrivate }, { lookup })
    const entered = await endpoints.check([url], allowsPrivate).catch(({ code }) => code)
    const used = await ask(endpoints)
    if (entered === 'ADDRESS_BLOCKED' && used === 'ADDRESS_BLOCKED') blocked += 1
    await endpoints.dispose()
  }
  printFigure('S11, spellings of addresses inside that are blocked', `${blocked} of ${spellings.length}`)
  expect(blocked).toBe(spellings.length)
  expect(inside.asked).toHaveLength(0)
})

it('S11: is not led inside by a name that leads elsewhere later', async () => {
  const url = `http://rebinding.example:${inside.port}/v1`
  const endpoints = connect({ urls: [url] }, { lookup: resolving('93.184.216.34', '127.0.0.1') })
  await endpoints.check([url], false)
  expect(await ask(endpoints)).toBe('ADDRESS_BLOCKED')
  expect(endpoints.addresses('there')).toMatchObject([{ state: 'down', error: { code: 'ADDRESS_BLOCKED' } }])
  expect(inside.asked).toHaveLength(0)
  await endpoints.dispose()
})

it('S11: takes no other way than http, and no password in an address', async () => {
  const endpoints = connect({ urls: ['http://192.0.2.1/v1'] })
  for (const url of [
    'ftp://example.com',
    'file:///etc/passwd',
    'http://user:word@example.com/v1',
    'nonsense',
  ]) {
    await expect(endpoints.check([url], true)).rejects.toMatchObject({ code: 'ADDRESS_BLOCKED' })
  }
  await endpoints.dispose()
})

it('S11: uses private addresses where the owner allows them', async () => {
  const before = inside.asked.length
  const url = `http://127.0.0.1:${inside.port}/v1`
  const endpoints = connect({ urls: [url], allowsPrivate: true })
  await endpoints.check([url], true)
  // It is reached, and is no API.
  expect(await ask(endpoints)).toBe('UPSTREAM_INVALID')
  expect(inside.asked).toHaveLength(before + 1)
  await endpoints.dispose()
})

it('S10: follows no redirect, so that the key goes nowhere but where it was entered for', async () => {
  const thief = await listen((_, response) => response.end('{}'))
  let followed = 0
  for (const status of [301, 302, 303, 307, 308]) {
    const server = await listen((_, response) => {
      response.writeHead(status, { location: `http://localhost:${thief.port}/v1/chat/completions` }).end()
    })
    const urls = [`http://127.0.0.1:${server.port}/v1`]
    const endpoints = connect({ urls, key: 'canary-key', allowsPrivate: true })
    expect(await ask(endpoints)).toBe('UPSTREAM_REFUSED')
    expect(server.asked[0]?.authorization).toBe('Bearer canary-key')
    followed += thief.asked.length
    await endpoints.dispose()
    await server.close()
  }
  await thief.close()
  printFigure('S10, redirects followed and keys leaked', `${followed} of 5`)
  expect(followed).toBe(0)
})
