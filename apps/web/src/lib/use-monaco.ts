import { useEffect, useState } from 'react'
import { loadMonaco, type MonacoApi } from './monaco.ts'

/** The editor once its chunk has come, null before and where it could not be fetched (the plain field stays then). */
export function useMonaco(isWanted: boolean): MonacoApi | null {
  const [monaco, setMonaco] = useState<MonacoApi | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let isCurrent = true
    loadMonaco().then(
      (loaded) => {
        if (isCurrent) setMonaco(() => loaded)
      },
      // The plain field stays, and the next editor that is opened tries again; the browser's console says why.
      (reason: unknown) => reportError(reason),
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted])
  return isWanted ? monaco : null
}
