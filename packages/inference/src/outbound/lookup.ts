import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { checkAddress } from './address-guard.ts'

/** How a name becomes addresses: the system's way, or another one in tests. */
export type Lookup = LookupFunction

export const defaultLookup: Lookup = systemLookup as LookupFunction

/** Resolves as `lookup` does, and refuses a name that leads, even with one of its addresses, where none may. */
export function guardLookup(lookup: Lookup, allowsPrivate: boolean): Lookup {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [], 0)
      const addresses = typeof found === 'string' ? [{ address: found, family: 4 }] : found
      try {
        for (const { address } of addresses) checkAddress(address, allowsPrivate)
      } catch (blocked) {
        return callback(blocked as Error, [], 0)
      }
      const [first] = addresses
      if (options.all === true || first === undefined) return callback(null, addresses, 0)
      return callback(null, first.address, first.family)
    })
  }
}
