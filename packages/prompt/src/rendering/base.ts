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

/** For a model that continues text: one text that breaks off where the answer begins. */
export function renderBase(prompt: FilledPrompt, options: RenderOptions): PartedPrompt {
  return { form: 'text', text: prependPartedSystem(prompt.system, renderBody(prompt, options)) }
}

function renderBody(prompt: FilledPrompt, { trigger, formatOutput }: RenderOptions): PartedText {
  switch (prompt.type) {
    case 'text':
      if (prompt.completionFrame === 'plain') return appendTriggerLine(parted('input', prompt.text), trigger)
      return appendTrigger(parted('input', `Q: ${prompt.text.trim()}\nA:`), trigger)
    case 'data':
      return appendTrigger(renderDataBlock(prompt, formatOutput), trigger)
    case 'chat':
      return appendTrigger(parted('input', renderTranscript(openChat(prompt.turns))), trigger)
    default:
      return prompt satisfies never
  }
}
