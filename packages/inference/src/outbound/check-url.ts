import type { LookupAddress } from 'node:dns'
import { AppError } from '@trialogue/contract'
import { checkAddress, literalAddress } from './address-guard.ts'
import type { Lookup } from './lookup.ts'

/**
 * Checks an address that was entered, before it is kept: throws ADDRESS_BLOCKED. A name that cannot be resolved now is
 * no reason; what it leads to is checked whenever a connection is made.
 */
export async function checkUrl(url: string, allowsPrivate: boolean, lookup: Lookup): Promise<void> {
  const { protocol, hostname, username, password } = parseUrl(url)
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw blocked(url, 'Only http:// and https:// can be used.')
  }
  if (username !== '' || password !== '') {
    throw blocked(`${protocol}//${hostname}`, 'Enter the key in its own field, not in the address.')
  }
  const literal = literalAddress(hostname)
  const addresses = literal === null ? await resolve(hostname, lookup) : [literal]
  for (const address of addresses) checkAddress(address, allowsPrivate)
}

function parseUrl(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw blocked(url, 'This is no address. Enter one such as http://localhost:11434/v1.')
  }
}

function resolve(hostname: string, lookup: Lookup): Promise<string[]> {
  return new Promise((done) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      done(error === null ? (addresses as LookupAddress[]).map(({ address }) => address) : [])
    })
  })
}

function blocked(url: string, why: string): AppError {
  return new AppError('ADDRESS_BLOCKED', `${url} cannot be used. ${why}`, { details: { address: url } })
}
