import { useEffect, useState } from 'react'

const stepMs = 15_000

/** The time, kept up to date while `isNeeded`. In milliseconds since 1970. */
export function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isNeeded) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [isNeeded])
  return now
}
