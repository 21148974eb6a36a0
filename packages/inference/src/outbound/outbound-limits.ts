/** What a server elsewhere may cost: time, and memory here. */
export interface OutboundLimits {
  readonly connectMs: number
  /** From the request to the first line of what is streamed. */
  readonly firstByteMs: number
  /** From one whole line to the next: a byte now and then is no sign of life. */
  readonly idleMs: number
  readonly lineBytes: number
  readonly bodyBytes: number
  /** How many times longer a body may be than what was sent compressed. */
  readonly inflateRatio: number
}

export const defaultLimits: OutboundLimits = {
  connectMs: 5_000,
  firstByteMs: 120_000,
  idleMs: 60_000,
  lineBytes: 2 ** 20,
  bodyBytes: 64 * 2 ** 20,
  inflateRatio: 100,
}
