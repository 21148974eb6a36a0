import { findVariables } from '@trialogue/prompt'
import { useMemo } from 'react'
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

/** Names of the variables that nothing fills yet; the same set while they stay the same. */
export function useUnfilled(): ReadonlySet<string> {
  const variables = useVariables()
  const names = variables.filter(({ value }) => value === '').map(({ name }) => name)
  const key = names.join('\n')
  return useMemo(() => new Set(key === '' ? [] : key.split('\n')), [key])
}
