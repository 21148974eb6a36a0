import type { ApiCalls, CallSettings } from './api-calls.ts'
import type { CodeValue, Expression, Fields } from './code-value.ts'

/** The names under which a language keeps what both calls read, and how it takes up what the first one wrote. */
export interface Continuation {
  /** The text prompt, or the list of messages. */
  readonly asked: Expression
  /** The messages one by one, in a list with others. */
  readonly messages: Expression
  /** The reasoning without the blanks behind it, and the phrase; behind the prompt where there is one. */
  goOn(before: string | null, phrase: string): Expression
}

/** What a call reads, with everything spelled out. */
export function askedFields({ asked }: ApiCalls): Fields {
  if (asked.form === 'text') return { prompt: asked.prompt }
  const begun = asked.begun === '' ? [] : [assistant(asked.begun)]
  return { messages: [...askedMessages(asked.messages), ...begun] }
}

/** What the first of two calls reads, by the name that both use. */
export function firstOfTwoFields({ asked }: ApiCalls, named: Continuation): Fields {
  if (asked.form === 'text') return { prompt: named.asked }
  return { messages: asked.begun === '' ? named.asked : [named.messages, assistant(asked.begun)] }
}

/** What the second call reads: the same, what the first one wrote, and the phrase. */
export function secondFields({ asked }: ApiCalls, phrase: string, continuation: Continuation): Fields {
  if (asked.form === 'text') return { prompt: continuation.goOn(null, phrase) }
  return { messages: [continuation.messages, assistant(continuation.goOn(asked.begun, phrase))] }
}

/** What both calls read, as the value of the name. */
export function sharedValue({ asked }: ApiCalls): CodeValue {
  return asked.form === 'text' ? asked.prompt : askedMessages(asked.messages)
}

/** A body with all that is sent. */
export function toBody({ model }: ApiCalls, read: Fields, { options, extras }: CallSettings): Fields {
  return { model, ...read, ...options, ...extras }
}

function askedMessages(
  messages: readonly { readonly role: string; readonly content: string }[],
): readonly CodeValue[] {
  return messages.map(({ role, content }) => ({ role, content }))
}

function assistant(content: string | Expression): Fields {
  return { role: 'assistant', content }
}
