import { type ComponentType, useEffect, useState } from 'react'
import { offlineError } from '../lib/client.ts'
import { ErrorNotice } from './error-notice.tsx'

type Loading<Props> = { readonly part: ComponentType<Props> | null; readonly error: Error | null }

const later: (() => Promise<unknown>)[] = []

/**
 * A part of the page in a file of its own, so that the first screen need not wait for it: fetched when it is first shown,
 * or before that, when the page has nothing else to do. Shows nothing until it has come, an error where it cannot.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let fetched: ComponentType<Props> | null = null
  const fetchPart = async () => {
    fetched ??= await load()
    return fetched
  }
  later.push(fetchPart)

  return function LazyPart(props: Props) {
    const [{ part: Part, error }, setLoading] = useState<Loading<Props>>({ part: fetched, error: null })
    useEffect(() => {
      if (Part !== null || error !== null) return
      let isCurrent = true
      fetchPart().then(
        (part) => isCurrent && setLoading({ part, error: null }),
        (cause: unknown) => isCurrent && setLoading({ part: null, error: offlineError(cause) }),
      )
      return () => {
        isCurrent = false
      }
    }, [Part, error])
    if (error !== null) {
      return <ErrorNotice error={error} onRetry={() => setLoading({ part: null, error: null })} />
    }
    return Part === null ? null : <Part {...props} />
  }
}

/** Fetches every part that was not shown yet, and theirs: once here, it is there without a server too. */
export async function fetchLaterParts(): Promise<void> {
  for (let count = 0; count < later.length; ) {
    const unseen = later.slice(count)
    count = later.length
    // One that cannot be fetched now is tried again when it is shown.
    await Promise.allSettled(unseen.map((fetchPart) => fetchPart()))
  }
}
