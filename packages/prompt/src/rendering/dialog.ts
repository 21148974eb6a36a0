import type { Message, ModelPrompt } from '@trialogue/contract'
import type { FilledData, FilledPrompt } from '../template/filled-prompt.ts'
import { formatInputs } from './data-block.ts'
import { appendPhrase, joinParagraphs } from './join-text.ts'
import type { RenderOptions } from './render-options.ts'
import { openChat } from './transcript.ts'

/** For a model that takes part in a conversation: a system message if there is one, then turns. */
export function renderDialog(prompt: FilledPrompt, options: RenderOptions): ModelPrompt {
  const { turns, assistantPrefix } = renderTurns(prompt, options)
  const system: Message[] =
    prompt.system.trim() === '' ? [] : [{ role: 'system', content: prompt.system.trim() }]
  return { form: 'chat', messages: [...system, ...turns], assistantPrefix, thinking: options.thinking }
}

function renderTurns(prompt: FilledPrompt, options: RenderOptions) {
  const { trigger } = options
  switch (prompt.type) {
    case 'text':
      return { turns: [user(appendPhrase(prompt.text, trigger))], assistantPrefix: '' }
    case 'data':
      return { turns: renderRows(prompt, options), assistantPrefix: '' }
    case 'chat': {
      const { turns, assistantPrefix } = openChat(prompt.turns)
      // The phrase goes where the model will go on: into the turn it continues, or else to the end of the last one.
      const lastPhrase = assistantPrefix === '' ? trigger : ''
      return {
        turns: turns.map(
          ({ role, text }, index): Message => ({
            role,
            content: index === turns.length - 1 ? appendPhrase(text, lastPhrase) : text,
          }),
        ),
        assistantPrefix: assistantPrefix === '' ? '' : appendPhrase(assistantPrefix, trigger),
      }
    }
    default:
      return prompt satisfies never
  }
}

/** Each worked example is an exchange that has already happened; the preamble opens the first user turn. */
function renderRows(data: FilledData, { trigger, formatOutput }: RenderOptions): Message[] {
  const rows = [...data.examples.map(({ inputs }) => inputs), data.query].map((cells, index) =>
    joinParagraphs([index === 0 ? data.preamble : '', formatInputs(data.inputHeaders, cells)]),
  )
  return rows.flatMap((row, index) => {
    const example = data.examples[index]
    if (example === undefined) return [user(appendPhrase(row, trigger))]
    return [user(row), { role: 'assistant', content: formatOutput(example) }]
  })
}

function user(content: string): Message {
  return { role: 'user', content }
}
