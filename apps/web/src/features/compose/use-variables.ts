import { findVariables } from '@trialogue/prompt'
import { useMemo, useRef } from 'react'
import { useContent } from '../../lib/workspace.ts'

/** The variables of the open prompt with what fills them, in order of first appearance. */
export function useVariables(): readonly { readonly name: string; readonly value: string }[] {
  const body = useContent((content) => content.body)
  const values = useContent((content) => content.values)
  return useMemo(() => {
    const known = new Map(values.map(({ name, value }) => [name, value]))
    return findVariables(body).map((name) => ({ name, value: known.get(name) ?? '' }))
  }, [body, values])
}

/** What fills each variable, '' where nothing does yet; the same map while all of it stays the same. */
export function useValues(): ReadonlyMap<string, string> {
  const entries = useVariables().map(({ name, value }) => [name, value] as const)
  const known = useRef<ReadonlyMap<string, string>>(new Map())
  const isSame =
    entries.length === known.current.size &&
    entries.every(([name, value]) => known.current.get(name) === value)
  if (!isSame) known.current = new Map(entries)
  return known.current
}
