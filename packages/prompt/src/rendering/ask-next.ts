import type { Message, ModelKind, ModelPrompt } from '@trialogue/contract'

/**
 * The same prompt after the model has written `text`, with one more question to answer. A dialog-tuned model is asked
 * in a turn of its own; the others read question and answers within the one text, as `Q: … A:`.
 */
export function askNext(prompt: ModelPrompt, text: string, question: string, kind: ModelKind): ModelPrompt {
  const asked = `\n\nQ: ${question}\nA:`
  // The beginning must join what the model read exactly as the model wrote it.
  if (prompt.form === 'text') return { ...prompt, text: prompt.text + text.trimEnd() + asked }
  const written = (prompt.assistantPrefix + text).trimEnd()
  if (kind !== 'dialog') return { ...prompt, assistantPrefix: written + asked }
  const turns: Message[] = [
    { role: 'assistant', content: written },
    { role: 'user', content: question },
  ]
  return { ...prompt, messages: [...prompt.messages, ...turns], assistantPrefix: '' }
}
