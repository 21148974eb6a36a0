import type { FilledPrompt } from '../template/filled-prompt.ts'
import { renderDataBlock } from './data-block.ts'
import type { PartedPrompt } from './parted-prompt.ts'
import {
  appendTrigger,
  appendTriggerLine,
  type PartedText,
  parted,
  prependPartedSystem,
} from './parted-text.ts'
import type { RenderOptions } from './render-options.ts'
import { openChat, renderTranscript } from './transcript.ts'

/** For a model that answers an instruction: exactly one user message, whatever the prompt's type. */
export function renderInstruct(prompt: FilledPrompt, options: RenderOptions): PartedPrompt {
  const { instruction, assistantPrefix } = renderInstruction(prompt, options)
  const content = prependPartedSystem(prompt.system, instruction)
  return { form: 'chat', messages: [{ role: 'user', content }], assistantPrefix, thinking: options.thinking }
}

interface Instruction {
  readonly instruction: PartedText
  readonly assistantPrefix: PartedText
}

function renderInstruction(prompt: FilledPrompt, { trigger, formatOutput }: RenderOptions): Instruction {
  switch (prompt.type) {
    case 'text':
      return { instruction: appendTrigger(parted('input', prompt.text), trigger), assistantPrefix: [] }
    case 'data':
      // On a line of its own: after the output's header it would read as the answer.
      return {
        instruction: appendTriggerLine(renderDataBlock(prompt, formatOutput), trigger),
        assistantPrefix: [],
      }
    case 'chat': {
      const { turns, assistantPrefix } = openChat(prompt.turns)
      const transcript = parted('input', renderTranscript({ turns, assistantPrefix: '' }))
      return assistantPrefix === ''
        ? { instruction: appendTrigger(transcript, trigger), assistantPrefix: [] }
        : {
            instruction: transcript,
            assistantPrefix: appendTrigger(parted('input', assistantPrefix), trigger),
          }
    }
    default:
      return prompt satisfies never
  }
}
