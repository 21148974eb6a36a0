import type { RE2JS } from 're2js'

/** A pattern in the syntax of RE2: no lookaround, no back references, and so linear time on every text. */
interface LinearPattern {
  test(text: string): boolean
  /** The first match: all of it, then its groups; null when there is none. */
  find(text: string): { readonly text: string; readonly groups: readonly (string | null)[] } | null
}

/** Thrown for what is no pattern, or one that could take for ever. */
export class PatternError extends Error {}

/** `flags`: `i` ignores case, `m` lets ^ and $ match at lines, `s` lets . match line ends. */
export type CompilePattern = (pattern: string, flags?: string) => LinearPattern

const LONGEST_PATTERN = 5_000

/** Fetches the engine, which nobody needs who uses no patterns. */
export async function loadPatterns(): Promise<CompilePattern> {
  const { RE2JS } = await import('re2js')
  const bits = new Map([
    ['i', RE2JS.CASE_INSENSITIVE],
    ['m', RE2JS.MULTILINE],
    ['s', RE2JS.DOTALL],
  ])
  return (pattern, flags = '') => {
    if (pattern.length > LONGEST_PATTERN) throw new PatternError(`longer than ${LONGEST_PATTERN} characters`)
    const bit = Array.from(flags).reduce((sum, flag) => sum | (bits.get(flag) ?? 0), 0)
    const compiled = orPatternError(() => RE2JS.compile(pattern, bit))
    return { test: (text) => compiled.matcher(text).find(), find: (text) => find(compiled, text) }
  }
}

function orPatternError(make: () => RE2JS): RE2JS {
  try {
    return make()
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : String(error))
  }
}

function find(compiled: RE2JS, text: string): ReturnType<LinearPattern['find']> {
  const matcher = compiled.matcher(text)
  if (!matcher.find()) return null
  const groups = Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1))
  return { text: matcher.group() ?? '', groups }
}
