import type { MessageRole, ModelPrompt } from '@trialogue/contract'
import { type PartedText, plainText } from './parted-text.ts'

/** A rendered prompt that knows where its texts come from. */
export type PartedPrompt =
  | { readonly form: 'text'; readonly text: PartedText }
  | {
      readonly form: 'chat'
      readonly messages: readonly { readonly role: MessageRole; readonly content: PartedText }[]
      readonly assistantPrefix: PartedText
      readonly thinking: boolean
    }

/** Kept beside the prompts, not in them: a prompt is sent between processes and compared as it is. */
const known = new WeakMap<ModelPrompt, PartedPrompt>()

/** The prompt as a model gets it; `partsOf` still finds the parts. */
export function toModelPrompt(prompt: PartedPrompt): ModelPrompt {
  const made: ModelPrompt =
    prompt.form === 'text'
      ? { form: 'text', text: plainText(prompt.text) }
      : {
          form: 'chat',
          messages: prompt.messages.map(({ role, content }) => ({ role, content: plainText(content) })),
          assistantPrefix: plainText(prompt.assistantPrefix),
          thinking: prompt.thinking,
        }
  known.set(made, prompt)
  return made
}

/** Where the texts of a prompt that was rendered here come from; null for any other prompt. */
export function partsOf(prompt: ModelPrompt): PartedPrompt | null {
  return known.get(prompt) ?? null
}
