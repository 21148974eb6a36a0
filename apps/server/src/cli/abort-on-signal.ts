import { AppError } from '@trialogue/contract'

/** Aborts at Ctrl+C, or when the process is told to end; `reason` says what is left. */
export function abortOnSignal(reason: string): AbortSignal {
  const abort = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => abort.abort(new AppError('INVALID_REQUEST', reason)))
  }
  return abort.signal
}
