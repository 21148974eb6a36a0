import { Template } from '@huggingface/jinja'
import { AppError, type Message } from '@trialogue/contract'
import type { JsonObject } from '../json-object.ts'
import { runWithin } from './run-within.ts'
import { readSpecialTokens } from './special-tokens.ts'

/** A template that comes with a model may loop for ever; a whole answer is promised within 2 s. */
const TIMEOUT_MS = 1_500

/** Turns messages into the model input, up to the place where the assistant's turn opens. */
export type ChatTemplate = (messages: readonly Message[]) => string

/**
 * Compiles a chat template (Jinja, https://huggingface.co/docs/transformers/chat_templating). Rendering throws
 * CHAT_TEMPLATE_FAILED: no template (`source` null), no valid one, one that refuses the messages or does not end.
 */
export function createChatTemplate(source: string | null, tokenizerConfig: JsonObject): ChatTemplate {
  const specialTokens = Object.fromEntries(readSpecialTokens(tokenizerConfig))
  let compiled: Template | null = null
  return (messages) => {
    if (source === null)
      throw failed('missing', 'This model has no chat template: it can only continue text.')
    try {
      return runWithin(
        TIMEOUT_MS,
        () => {
          compiled ??= new Template(source)
          return compiled.render({ ...specialTokens, messages, add_generation_prompt: true })
        },
        () => failed('timeout', 'The chat template of this model did not end in time and was stopped.'),
      )
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw failed(
        'refused',
        `The chat template of this model cannot render these messages: ${reason}`,
        cause,
      )
    }
  }
}

function failed(reason: string, message: string, cause?: unknown): AppError {
  return new AppError('CHAT_TEMPLATE_FAILED', message, { details: { reason }, cause })
}
