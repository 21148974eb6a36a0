import type { ModelPrompt } from '@trialogue/contract'
import type { FilledPrompt } from '../template/filled-prompt.ts'
import { renderDataBlock } from './data-block.ts'
import { appendLine, appendPhrase, prependSystem } from './join-text.ts'
import type { RenderOptions } from './render-options.ts'
import { openChat, renderTranscript } from './transcript.ts'

/** For a model that continues text: one text that breaks off where the answer begins. */
export function renderBase(prompt: FilledPrompt, options: RenderOptions): ModelPrompt {
  return { form: 'text', text: prependSystem(prompt.system, renderBody(prompt, options)) }
}

function renderBody(prompt: FilledPrompt, { trigger, formatOutput }: RenderOptions): string {
  switch (prompt.type) {
    case 'text':
      if (prompt.completionFrame === 'plain') return appendLine(prompt.text, trigger)
      return appendPhrase(`Q: ${prompt.text.trim()}\nA:`, trigger)
    case 'data':
      return appendPhrase(renderDataBlock(prompt, formatOutput), trigger)
    case 'chat':
      return appendPhrase(renderTranscript(openChat(prompt.turns)), trigger)
    default:
      return prompt satisfies never
  }
}
