import { AppError, type Message } from '@trialogue/contract'
import type { JsonObject } from '../json-object.ts'
import { compileJinja, TemplateRefusal } from './compile-jinja.ts'
import { runWithin } from './run-within.ts'
import { readSpecialTokens } from './special-tokens.ts'

/** A template that comes with a model may loop for ever; a whole answer is promised within 2 s. */
const TIMEOUT_MS = 1_500

/** Stands where an answer would, to see what the template writes around it. No template trims or alters it. */
const ANSWER = 'the-answer-stands-here'

/** The switch that templates of models that think by themselves have: Qwen3's, and by now everybody's. */
const thinkingSwitch = 'enable_thinking'

/** Whether a template, in Jinja, knows the switch for thinking: without running it, so it may still ignore it. */
export function mentionsThinking(source: string | null): boolean {
  return source?.includes(thinkingSwitch) ?? false
}

/** How a model wants its messages written. */
export interface ChatTemplate {
  /**
   * Turns messages into the model input, up to the place where the assistant's turn opens. `thinking` sets the switch
   * for it; without it, the template does as it likes.
   * Throws CHAT_TEMPLATE_FAILED: no template, no valid one, one that refuses the messages or does not end, and one that
   * is told to think and ignores it.
   */
  render(messages: readonly Message[], thinking?: boolean): string
  /** Whether the switch for thinking changes what the model reads: some templates ignore theirs. */
  heedsThinking(): boolean
  /** What follows an answer, such as the token that ends the turn; null where the template does not tell. */
  afterAnswer(): string | null
}

/** For a chat template in Jinja; `source` is null for a model that has none, as base models have. */
export function createChatTemplate(source: string | null, tokenizerConfig: JsonObject): ChatTemplate {
  const specialTokens = Object.fromEntries(readSpecialTokens(tokenizerConfig))
  let compiled: ReturnType<typeof compileJinja> | null = null

  const renderWith = (messages: readonly Message[], variables: JsonObject): string => {
    if (source === null)
      throw failed('missing', 'This model has no chat template: it can only continue text.')
    try {
      return runWithin(
        TIMEOUT_MS,
        () => {
          compiled ??= compileJinja(source)
          // Hugging Face passes `tools` and `documents` always: templates ask `tools is not none`.
          return compiled({ ...specialTokens, tools: null, documents: null, ...variables, messages })
        },
        () => failed('timeout', 'The chat template of this model did not end in time and was stopped.'),
      )
    } catch (cause) {
      throw toFailure(cause)
    }
  }
  const tryAnswer = (question: readonly Message[]): string | null => {
    try {
      const messages = [...question, { role: 'assistant', content: ANSWER } as const]
      return renderWith(messages, { add_generation_prompt: false })
    } catch {
      return null
    }
  }
  let isHeeded: boolean | null = null
  const heedsThinking = (): boolean => {
    if (!mentionsThinking(source)) return false
    if (isHeeded !== null) return isHeeded
    const messages: Message[] = [{ role: 'user', content: 'Hello' }]
    try {
      const [on, off] = [true, false].map((value) =>
        renderWith(messages, { add_generation_prompt: true, [thinkingSwitch]: value }),
      )
      isHeeded = on !== off
    } catch {
      isHeeded = false
    }
    return isHeeded
  }
  /** A template that never opens the assistant's turn shows how it would, where an answer stands. */
  const openingBehind = (rendered: string, messages: readonly Message[]): string => {
    if (source?.includes('add_generation_prompt')) return ''
    const answered = tryAnswer(messages) ?? ''
    if (!answered.startsWith(rendered)) return ''
    const opening = answered.slice(rendered.length, Math.max(rendered.length, answered.indexOf(ANSWER)))
    // Other marks, such as one before the text of an answer, are for the model to write; a space belongs to its first word.
    return opening.includes('assistant') ? opening.replace(/ +$/, '') : ''
  }

  return {
    render(messages, thinking) {
      if (thinking === true && !heedsThinking()) {
        throw failed('thinking-ignored', 'The chat template of this model has no switch for thinking.')
      }
      const variables = thinking === undefined ? {} : { [thinkingSwitch]: thinking }
      const rendered = renderWith(messages, { add_generation_prompt: true, ...variables })
      return rendered + openingBehind(rendered, messages)
    },
    heedsThinking,
    afterAnswer() {
      const answered = source === null ? null : tryAnswer([{ role: 'user', content: 'Hello' }])
      const index = answered?.lastIndexOf(ANSWER) ?? -1
      return answered === null || index === -1 ? null : answered.slice(index + ANSWER.length)
    },
  }
}

function toFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  // In the template's own words: they are written for people.
  if (thrown instanceof TemplateRefusal) {
    return failed('refused', `The chat template of this model refuses these messages: ${reason}`)
  }
  return failed('invalid', `The chat template of this model cannot be rendered: ${reason}`, thrown)
}

function failed(reason: string, message: string, cause?: unknown): AppError {
  return new AppError('CHAT_TEMPLATE_FAILED', message, { details: { reason }, cause })
}
