import { describe, expect, it } from 'vitest'
import { createRestartPolicy } from './restart-policy.ts'

function aPolicy() {
  let time = 1_000_000
  const policy = createRestartPolicy(() => time)
  const pass = (ms: number) => {
    time += ms
  }
  return { policy, pass }
}

describe('createRestartPolicy', () => {
  it('starts at once at first, then waits longer after each failure', () => {
    const { policy } = aPolicy()
    const delays = [0, 1, 2, 3, 4].map(() => {
      const decision = policy.decide()
      policy.recordFailure()
      return decision.isAllowed ? decision.delayMs : null
    })
    expect(delays).toEqual([0, 200, 400, 800, 1600])
  })

  it('counts the wait from the last failure', () => {
    const { policy, pass } = aPolicy()
    policy.recordFailure()
    pass(150)
    expect(policy.decide()).toEqual({ isAllowed: true, delayMs: 50 })
    pass(5_000)
    expect(policy.decide()).toEqual({ isAllowed: true, delayMs: 0 })
  })

  it('refuses after five failures within a minute and allows again when the oldest is a minute old', () => {
    const { policy, pass } = aPolicy()
    for (let failure = 0; failure < 5; failure++) {
      policy.recordFailure()
      pass(10_000)
    }
    expect(policy.decide()).toEqual({ isAllowed: false, retryAfterMs: 10_000 })
    pass(10_000)
    expect(policy.decide()).toEqual({ isAllowed: true, delayMs: 0 })
  })

  it('forgets failures after a minute', () => {
    const { policy, pass } = aPolicy()
    policy.recordFailure()
    pass(60_000)
    policy.recordFailure()
    expect(policy.decide()).toEqual({ isAllowed: true, delayMs: 200 })
  })
})
