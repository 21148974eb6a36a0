import { AppError } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { OutboundLimits } from '../outbound/outbound-limits.ts'

/** What may still come behind the end: usage. */
const afterEndMs = 5_000

/** Aborts a request whose lines do not come. */
export interface LineWatch {
  /** The answer has begun: its first line is waited for. */
  begin(): void
  /** A line has come. */
  touch(): void
  /** The completion has ended. */
  end(): void
  cancel(): void
}

export function createLineWatch(
  clock: Clock,
  limits: OutboundLimits,
  controller: AbortController,
): LineWatch {
  let cancel = () => {}
  const wait = (delayMs: number) => {
    cancel()
    cancel = clock.after(delayMs, () => {
      const message = `The server sent nothing for ${Math.round(delayMs / 1_000)} seconds. Try again.`
      controller.abort(new AppError('UPSTREAM_TIMEOUT', message, { details: { reason: 'idle' } }))
    })
  }
  return {
    begin: () => wait(limits.firstByteMs),
    touch: () => wait(limits.idleMs),
    end: () => wait(Math.min(afterEndMs, limits.idleMs)),
    cancel: () => cancel(),
  }
}
