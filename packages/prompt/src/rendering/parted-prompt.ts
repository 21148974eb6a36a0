import type { MessageRole, ModelPrompt } from '@trialogue/contract'
import { type PartedText, parted, plainText } from './parted-text.ts'

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

/** Where the texts of a prompt come from; one that was not rendered here is all `input`. */
export function partsOf(prompt: ModelPrompt): PartedPrompt {
  const found = known.get(prompt)
  if (found !== undefined) return found
  if (prompt.form === 'text') return { form: 'text', text: parted('input', prompt.text) }
  const { messages, assistantPrefix, thinking = false } = prompt
  return {
    form: 'chat',
    messages: messages.map(({ role, content }) => ({ role, content: parted('input', content) })),
    assistantPrefix: parted('input', assistantPrefix),
    thinking,
  }
}

/** Gives `longer` the parts of the prompt that it goes on from; what was added leads the model on. */
export function keepParts(prompt: ModelPrompt, longer: ModelPrompt): ModelPrompt {
  const parts = known.get(prompt)
  if (parts?.form === 'text' && longer.form === 'text') {
    known.set(longer, { ...parts, text: lengthen(parts.text, longer.text) })
  }
  if (parts?.form === 'chat' && longer.form === 'chat') {
    known.set(longer, {
      ...parts,
      assistantPrefix: lengthen(parts.assistantPrefix, longer.assistantPrefix),
    })
  }
  return longer
}

function lengthen(text: PartedText, longer: string): PartedText {
  const plain = plainText(text)
  // Blanks at its end may be gone.
  if (!longer.startsWith(plain)) return parted('input', longer)
  return [...text, ...parted('trigger', longer.slice(plain.length))]
}
