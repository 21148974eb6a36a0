import { isIP } from 'node:net'
import { AppError } from '@trialogue/contract'
import ipaddr from 'ipaddr.js'

/** Where an address leads. `forbidden`: nowhere that a model could be served, whatever is allowed. */
type Reach = 'public' | 'private' | 'forbidden'

const privateRanges = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal'])

/**
 * Where clouds answer with the credentials of the machine, besides link-local addresses: AWS, Google (IPv6), Alibaba,
 * Oracle and Azure.
 */
const metadataAddresses = new Set([
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
])

/** Throws ADDRESS_BLOCKED for an address, not a name, that may not be used. */
export function checkAddress(address: string, allowsPrivate: boolean): void {
  const reach = reachOf(address)
  if (reach === 'public' || (reach === 'private' && allowsPrivate)) return
  const message =
    reach === 'private'
      ? `${address} is an address of this machine or of a private network. Allow private addresses for this endpoint, if you trust what answers there.`
      : `${address} is no address that a model can be served at. Enter the server's own address.`
  throw new AppError('ADDRESS_BLOCKED', message, { details: { address, reach } })
}

/** The address that a URL or a socket spells, without brackets and zone; null for a name. */
export function literalAddress(host: string): string | null {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '')
  return isIP(bare) === 0 ? null : bare
}

function reachOf(address: string): Reach {
  const literal = literalAddress(address)
  if (literal === null) return 'forbidden'
  const parsed = ipaddr.parse(literal)
  if (metadataAddresses.has(parsed.toString())) return 'forbidden'
  if (parsed instanceof ipaddr.IPv6) return reachOfIpv6(parsed)
  return reachOfRange(parsed.range())
}

function reachOfRange(range: string): Reach {
  if (range === 'unicast') return 'public'
  return privateRanges.has(range) ? 'private' : 'forbidden'
}

/** Several IPv6 ranges carry an IPv4 address that is where the packets end. */
function reachOfIpv6(address: ipaddr.IPv6): Reach {
  if (address.isIPv4MappedAddress()) return reachOf(address.toIPv4Address().toString())
  const bytes = address.toByteArray()
  const range = address.range()
  if (range === 'rfc6052') return reachOfCarried(bytes.slice(12))
  if (range === '6to4') return reachOfCarried(bytes.slice(2, 6))
  // The old way to write an IPv4 address in IPv6, `::a.b.c.d`; `::` and `::1` are none.
  const isCompatible =
    bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12).some((byte) => byte > 1)
  return isCompatible ? 'forbidden' : reachOfRange(range)
}

/** Nobody reaches their own network by way of a translator, but who wants to hide where they go. */
function reachOfCarried(bytes: readonly number[]): Reach {
  return reachOf(bytes.join('.')) === 'public' ? 'public' : 'forbidden'
}
