import { AppError } from '@trialogue/contract'

export interface PrivateAddressesOptions {
  /** Only this machine can reach the server: then whoever uses it may reach from here what they like. */
  readonly isLocal: boolean
  /** `host` or `host:port`, in small letters. */
  readonly allowed: readonly string[]
}

/** Which endpoints may have addresses of this machine and of private networks. */
export interface PrivateAddresses {
  isAllowed(urls: readonly string[]): boolean
  /** Throws ADDRESS_BLOCKED. */
  require(urls: readonly string[]): void
}

export function createPrivateAddresses({ isLocal, allowed }: PrivateAddressesOptions): PrivateAddresses {
  const find = (urls: readonly string[]) =>
    isLocal ? undefined : urls.find((url) => !namesOf(url).some((name) => allowed.includes(name)))
  return {
    isAllowed: (urls) => find(urls) === undefined,
    require(urls) {
      const refused = find(urls)
      if (refused === undefined) return
      const { host } = new URL(refused)
      throw new AppError(
        'ADDRESS_BLOCKED',
        `Others can reach this server, so it uses addresses of private networks only where its settings name them. Add ${host} to TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS and start it again, or take a public address.`,
        { details: { url: refused } },
      )
    },
  }
}

function namesOf(url: string): string[] {
  const { hostname, port, protocol } = new URL(url)
  const usualPort = protocol === 'https:' ? '443' : '80'
  return [hostname, `${hostname}:${port === '' ? usualPort : port}`]
}
