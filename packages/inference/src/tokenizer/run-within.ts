import { createContext, Script } from 'node:vm'
import { isJsonObject } from '../json-object.ts'

const script = new Script('work()')

/**
 * Runs synchronous code that may never end, such as a template or a pattern that came with a model, and stops it
 * after `timeoutMs`. Throws what `work` throws, or the error that `timedOut` makes.
 */
export function runWithin<Result>(timeoutMs: number, work: () => Result, timedOut: () => Error): Result {
  // V8 interrupts everything that a script with a time limit has called, in whichever realm it was defined.
  try {
    return script.runInContext(createContext({ work }), { timeout: timeoutMs })
  } catch (cause) {
    // By its code alone: the error may come from the other realm, where `Error` is another class.
    if (isJsonObject(cause) && cause['code'] === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw timedOut()
    throw cause
  }
}
