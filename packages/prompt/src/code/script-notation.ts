import type { Continuation } from './call-bodies.ts'
import { Expression, type Notation } from './code-value.ts'
import { quoteScript } from './quote.ts'

/** TypeScript, as this project writes it. */
export const scriptNotation: Notation = {
  indent: '  ',
  quote: quoteScript,
  boolean: String,
  // A key in quotes is no template.
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)),
  padding: ' ',
}

/** With `prompt` or `messages` declared, and what the first call wrote in `reasoning`. */
export function scriptContinuation(form: 'text' | 'chat'): Continuation {
  return {
    asked: new Expression(form === 'text' ? 'prompt' : 'messages'),
    messages: new Expression('...messages'),
    goOn(before, phrase) {
      const start = before === null ? 'prompt + ' : before === '' ? '' : `${quoteScript(before)} + `
      return new Expression(`${start}reasoning.trimEnd()${phrase === '' ? '' : ` + ${quoteScript(phrase)}`}`)
    },
  }
}

/** The key is never in the code. Without accounts any will do. */
export const scriptKey = "process.env.TRIALOGUE_KEY ?? 'any'"
