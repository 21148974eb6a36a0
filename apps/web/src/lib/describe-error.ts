import { toErrorRecord } from '@trialogue/contract'

/** Everything about an error that helps whoever is asked about it: JSON, without anything that was typed. */
export function describeError(error: unknown): string {
  const { code, message, details } = toErrorRecord(error)
  const known =
    error instanceof Error && code === 'INTERNAL' ? { thrown: `${error.name}: ${error.message}` } : {}
  const place = { page: location.pathname, browser: navigator.userAgent, time: new Date().toISOString() }
  return JSON.stringify({ code, message, details, ...known, ...place }, null, 2)
}
