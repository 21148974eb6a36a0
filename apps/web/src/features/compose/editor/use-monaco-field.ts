import { useEffect, useState } from 'react'
import { useMonaco } from '../../../lib/use-monaco.ts'
import type { MonacoField } from './monaco-field.tsx'

/** The field that Monaco is put into, fetched with it; null before. */
export function useMonacoField(isWanted: boolean) {
  const monaco = useMonaco(isWanted)
  const [Field, setField] = useState<typeof MonacoField | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let isCurrent = true
    import('./monaco-field.tsx').then(
      (file) => isCurrent && setField(() => file.MonacoField),
      // As without Monaco: the plain field stays.
      (reason: unknown) => reportError(reason),
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted])
  return monaco === null || Field === null ? null : { monaco, Field }
}
