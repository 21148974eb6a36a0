import { buildConnector } from 'undici'
import { checkAddress, literalAddress } from './address-guard.ts'
import { guardLookup, type Lookup } from './lookup.ts'

interface ConnectorOptions {
  readonly allowsPrivate: boolean
  readonly lookup: Lookup
  readonly connectMs: number
}

/**
 * Connects only where it may, at every connect: a name can lead elsewhere than when it was entered. Three checks, since
 * each misses something: addresses are not looked up, a lookup is not asked for them, and only the socket knows where
 * it has ended. One connection for each request, so that an aborted one ends with its connection.
 */
export function createGuardedConnector({
  allowsPrivate,
  lookup,
  connectMs,
}: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectMs,
    allowH2: false,
    lookup: guardLookup(lookup, allowsPrivate),
  })
  return (options, callback) => {
    try {
      const literal = literalAddress(options.hostname)
      if (literal !== null) checkAddress(literal, allowsPrivate)
    } catch (blocked) {
      return callback(blocked as Error, null)
    }
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null)
      try {
        checkAddress(socket.remoteAddress ?? '', allowsPrivate)
      } catch (blocked) {
        socket.destroy()
        return callback(blocked as Error, null)
      }
      return callback(null, socket)
    })
  }
}
