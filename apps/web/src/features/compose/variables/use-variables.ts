import { type PromptType, promptTypeSchema } from '@trialogue/contract'
import { findAllVariables, findVariables } from '@trialogue/prompt'
import { useMemo, useRef } from 'react'
import { useContent } from '../../../lib/workspace.ts'

type Variable = { readonly name: string; readonly value: string }

/** The variables of the open prompt with what fills them, in order of first appearance. */
export function useVariables(): readonly Variable[] {
  const body = useContent((content) => content.body)
  const values = useContent((content) => content.values)
  return useMemo(() => {
    const known = new Map(values.map(({ name, value }) => [name, value]))
    return findVariables(body).map((name) => ({ name, value: known.get(name) ?? '' }))
  }, [body, values])
}

/** A value that the active part of the prompt does not use. */
export type SpareValue = Variable & {
  /** The types whose text uses it; empty where none does. */
  readonly usedIn: readonly PromptType[]
}

/** Values that a run would leave out: their variables are gone, or only in the text of another type. */
export function useSpareValues(): readonly SpareValue[] {
  const body = useContent((content) => content.body)
  const values = useContent((content) => content.values)
  return useMemo(() => {
    const used = new Set(findVariables(body))
    const spare = values.filter(({ name, value }) => value !== '' && !used.has(name))
    if (spare.length === 0) return []
    const byType = promptTypeSchema.options.map((type) => [type, findVariables({ ...body, type })] as const)
    return spare.map(({ name, value }) => ({
      name,
      value,
      usedIn: byType.flatMap(([type, names]) => (names.includes(name) ? [type] : [])),
    }))
  }, [body, values])
}

/** Every variable of the prompt, of whatever type, with its value, '' for none; the same map while nothing changes. */
export function useKnownValues(): ReadonlyMap<string, string> {
  const body = useContent((content) => content.body)
  const values = useContent((content) => content.values)
  const known = useRef<ReadonlyMap<string, string>>(new Map())
  const next = useMemo(() => {
    const byName = new Map(values.map(({ name, value }) => [name, value]))
    const unused = values.filter(({ value }) => value !== '').map(({ name }) => name)
    return new Map([...findAllVariables(body), ...unused].map((name) => [name, byName.get(name) ?? '']))
  }, [body, values])
  if (!isSameMap(known.current, next)) known.current = next
  return known.current
}

function isSameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...b].every(([name, value]) => a.has(name) && a.get(name) === value)
}
