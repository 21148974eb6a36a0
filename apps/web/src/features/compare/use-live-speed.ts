import type { Generation } from '@trialogue/contract'
import { useEffect, useRef, useState } from 'react'

/** A speed from less than this would jump about. */
const minimumMs = 500

/**
 * Tokens a second of the call that is being written, measured by this page since it began to watch it; null while it
 * is not known. The figure of a finished call comes from the engine instead.
 */
export function useLiveSpeed(generation: Generation | null): number | null {
  const step = generation?.status === 'decoding' ? generation.steps.at(-1) : undefined
  const key = step === undefined ? null : `${generation?.id}/${generation?.steps.length}`
  const tokens = step?.usage?.completionTokens ?? 0
  const start = useRef<{ key: string | null; tokens: number; at: number } | null>(null)
  const [speed, setSpeed] = useState<number | null>(null)

  useEffect(() => {
    const now = performance.now()
    if (start.current === null || start.current.key !== key) {
      start.current = { key, tokens, at: now }
      setSpeed(null)
      return
    }
    const elapsedMs = now - start.current.at
    if (elapsedMs >= minimumMs) setSpeed(((tokens - start.current.tokens) * 1000) / elapsedMs)
  }, [key, tokens])

  return key === null ? null : speed
}
