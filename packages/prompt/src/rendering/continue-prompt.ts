import type { ModelPrompt } from '@trialogue/contract'
import { appendPhrase } from './join-text.ts'
import { keepParts } from './parted-prompt.ts'

/** The same prompt after the model has written `text`, led on by `phrase`. */
export function continuePrompt(prompt: ModelPrompt, text: string, phrase: string): ModelPrompt {
  // Only the end is trimmed: the beginning must join what the model read exactly as the model wrote it.
  if (prompt.form === 'text') {
    return keepParts(prompt, { ...prompt, text: appendPhrase(prompt.text + text.trimEnd(), phrase) })
  }
  const assistantPrefix = appendPhrase((prompt.assistantPrefix + text).trimEnd(), phrase)
  return keepParts(prompt, { ...prompt, assistantPrefix })
}
