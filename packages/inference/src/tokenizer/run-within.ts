import { type Context, createContext, Script } from 'node:vm'
import { isJsonObject } from '../json-object.ts'

const script = new Script('work()')
/** One for all calls: to make a realm takes longer than most of what is done in it. */
let realm: Context | null = null

/**
 * Runs synchronous code that may never end, such as a template or a pattern that came with a model, and stops it
 * after `timeoutMs`. Throws what `work` throws, or the error that `timedOut` makes. May be called within itself.
 */
export function runWithin<Result>(timeoutMs: number, work: () => Result, timedOut: () => Error): Result {
  realm ??= createContext({})
  const outer: unknown = realm['work']
  realm['work'] = work
  // V8 interrupts everything that a script with a time limit has called, in whichever realm it was defined.
  try {
    return script.runInContext(realm, { timeout: Math.max(1, Math.ceil(timeoutMs)) })
  } catch (cause) {
    // By its code alone: the error may come from the other realm, where `Error` is another class.
    if (isJsonObject(cause) && cause['code'] === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw timedOut()
    throw cause
  } finally {
    realm['work'] = outer
  }
}
