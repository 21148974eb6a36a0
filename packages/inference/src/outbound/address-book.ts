import { type AddressHealth, AppError, toErrorRecord } from '@trialogue/contract'
import { BalancedPool, type buildConnector } from 'undici'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { AddressPool } from './address-pool.ts'
import { describeFailure } from './describe-failure.ts'

interface AddressBookOptions {
  readonly urls: readonly string[]
  readonly connector: buildConnector.connector
  /** Of each address. */
  readonly connections: number
  /** Whether what answers there does so as it should. */
  readonly probe: (pool: AddressPool) => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

interface Address {
  readonly url: URL
  pool: AddressPool | null
  state: AddressHealth['state']
  error: AddressHealth['error']
  failedProbes: number
  cancelProbe: () => void
}

/** Milliseconds after which an address that is down is looked at again; the last one then goes on. */
const probeAfterMs = [2_000, 5_000, 10_000, 30_000]

/**
 * The addresses of one endpoint: undici's BalancedPool spreads what is asked over those that are up. An address that
 * refuses a connection is taken out and looked at now and then until it answers; the last one stays in.
 */
export class AddressBook {
  readonly #options: AddressBookOptions
  readonly #addresses: readonly Address[]
  readonly #balanced: BalancedPool

  constructor(options: AddressBookOptions) {
    this.#options = options
    const origins = new Map(options.urls.map((url) => [new URL(url).origin, new URL(url)]))
    this.#addresses = Array.from(origins.values(), (url) => ({
      ...{ url, pool: null, error: null, failedProbes: 0, cancelProbe: () => {} },
      state: 'unknown',
    }))
    this.#balanced = new BalancedPool([...origins.keys()], { factory: (origin) => this.#open(origin) })
  }

  /** Asked without an origin: each request goes to one of the addresses. */
  get dispatcher(): BalancedPool {
    return this.#balanced
  }

  get size(): number {
    return this.#addresses.length
  }

  list(): AddressHealth[] {
    return this.#addresses.map(({ url, pool, state, error }) => {
      return { url: url.href.replace(/\/$/, ''), state, error, activeRequests: pool?.stats.size ?? 0 }
    })
  }

  async close(): Promise<void> {
    this.#stopProbes()
    await this.#balanced.close()
  }

  async dispose(): Promise<void> {
    this.#stopProbes()
    await this.#balanced.destroy()
  }

  #stopProbes(): void {
    for (const { cancelProbe } of this.#addresses) cancelProbe()
  }

  #open(origin: string | URL): AddressPool {
    const address = this.#addresses.find(({ url }) => url.origin === new URL(origin).origin)
    if (address === undefined) throw new AppError('INTERNAL', 'A pool was asked for an unknown address.')
    const pool = this.#poolOf(address)
    pool.on('connect', () => this.#rise(address))
    pool.on('connectionError', (_origin, _targets, error) => this.#fall(address, error))
    address.pool = pool
    return pool
  }

  #poolOf({ url }: Address, connections = this.#options.connections): AddressPool {
    return new AddressPool(url, {
      connect: this.#options.connector,
      connections,
      allowH2: false,
      pipelining: 1,
    })
  }

  #rise(address: Address): void {
    address.cancelProbe()
    Object.assign(address, { state: 'up', error: null, failedProbes: 0 })
    this.#balanced.addUpstream(address.url.origin)
  }

  #fall(address: Address, error: unknown): void {
    const failure = describeFailure(error)
    const { url, state } = address
    address.error = toErrorRecord(failure)
    address.state = 'down'
    if (state !== 'down' && !this.#balanced.closed) {
      this.#options.log.warn({ url: url.origin, code: failure.code }, 'An address of an endpoint is down')
      this.#probeLater(address)
    }
    if (this.#balanced.upstreams.length > 1) this.#balanced.removeUpstream(url.origin)
  }

  #probeLater(address: Address): void {
    const delayMs = probeAfterMs[Math.min(address.failedProbes, probeAfterMs.length - 1)] ?? 0
    address.cancelProbe()
    address.cancelProbe = this.#options.clock.after(delayMs, () => {
      void this.#probe(address)
    })
  }

  async #probe(address: Address): Promise<void> {
    // Its own connection: the others are closed, or wait for this one.
    const pool = this.#poolOf(address, 1)
    const isUp = await this.#options.probe(pool).catch(() => false)
    await pool.destroy()
    if (this.#balanced.closed || this.#balanced.destroyed || address.state !== 'down') return
    if (isUp) {
      this.#options.log.info({ url: address.url.origin }, 'An address of an endpoint is up again')
      this.#rise(address)
    } else {
      address.failedProbes += 1
      this.#probeLater(address)
    }
  }
}
