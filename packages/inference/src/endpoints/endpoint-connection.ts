import type { EndpointApi, EndpointModel } from '@trialogue/contract'

/** What it takes to reach a server that runs models, and which of its models are offered. */
export interface EndpointConnection {
  readonly name: string
  readonly api: EndpointApi
  /** Where it answers: everything before `/models`. Load is spread over several. */
  readonly urls: readonly string[]
  /** Sent to the origins of `urls` and nowhere else. */
  readonly key: string | null
  /** Whether addresses of this machine and of private networks may be used. */
  readonly allowsPrivate: boolean
  /** Generations that run there at the same time. */
  readonly concurrency: number
  readonly models: readonly EndpointModel[]
}
