import type { Continuation } from './call-bodies.ts'
import { Expression, type Notation } from './code-value.ts'
import { quotePython } from './quote.ts'

export const pythonNotation: Notation = {
  indent: '    ',
  quote: quotePython,
  boolean: (value) => (value ? 'True' : 'False'),
  key: quotePython,
  padding: '',
}

/** With `prompt` or `messages` assigned, and what the first call wrote in `reasoning`. */
export function pythonContinuation(form: 'text' | 'chat'): Continuation {
  return {
    asked: new Expression(form === 'text' ? 'prompt' : 'messages'),
    messages: new Expression('*messages'),
    goOn(before, phrase) {
      const start = before === null ? 'prompt + ' : before === '' ? '' : `${quotePython(before)} + `
      return new Expression(`${start}reasoning.rstrip()${phrase === '' ? '' : ` + ${quotePython(phrase)}`}`)
    },
  }
}

/** The key is never in the code. Without accounts any will do. */
export const pythonKey = 'os.environ.get("TRIALOGUE_KEY", "any")'
