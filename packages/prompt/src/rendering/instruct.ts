import type { ModelPrompt } from '@trialogue/contract'
import type { FilledPrompt } from '../template/filled-prompt.ts'
import { renderDataBlock } from './data-block.ts'
import { appendLine, appendPhrase, prependSystem } from './join-text.ts'
import type { RenderOptions } from './render-options.ts'
import { openChat, renderTranscript } from './transcript.ts'

/** For a model that answers an instruction: exactly one user message, whatever the prompt's type. */
export function renderInstruct(prompt: FilledPrompt, options: RenderOptions): ModelPrompt {
  const { instruction, assistantPrefix } = renderInstruction(prompt, options)
  const content = prependSystem(prompt.system, instruction)
  return { form: 'chat', messages: [{ role: 'user', content }], assistantPrefix, thinking: options.thinking }
}

function renderInstruction(prompt: FilledPrompt, { trigger, formatOutput }: RenderOptions) {
  switch (prompt.type) {
    case 'text':
      return { instruction: appendPhrase(prompt.text, trigger), assistantPrefix: '' }
    case 'data':
      // On a line of its own: after the output's header it would read as the answer.
      return { instruction: appendLine(renderDataBlock(prompt, formatOutput), trigger), assistantPrefix: '' }
    case 'chat': {
      const { turns, assistantPrefix } = openChat(prompt.turns)
      const transcript = renderTranscript({ turns, assistantPrefix: '' })
      return assistantPrefix === ''
        ? { instruction: appendPhrase(transcript, trigger), assistantPrefix }
        : { instruction: transcript, assistantPrefix: appendPhrase(assistantPrefix, trigger) }
    }
    default:
      return prompt satisfies never
  }
}
