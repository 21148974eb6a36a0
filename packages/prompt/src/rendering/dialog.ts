import type { FilledData, FilledPrompt } from '../template/filled-prompt.ts'
import { formatInputs } from './data-block.ts'
import type { PartedPrompt } from './parted-prompt.ts'
import { appendTrigger, joinPartedParagraphs, type PartedText, parted } from './parted-text.ts'
import type { RenderOptions } from './render-options.ts'
import { openChat } from './transcript.ts'

type PartedChat = Extract<PartedPrompt, { form: 'chat' }>
type PartedMessage = PartedChat['messages'][number]

/** For a model that takes part in a conversation: a system message if there is one, then turns. */
export function renderDialog(prompt: FilledPrompt, options: RenderOptions): PartedPrompt {
  const { turns, assistantPrefix } = renderTurns(prompt, options)
  const system = parted('system', prompt.system.trim())
  const opening: PartedMessage[] = system.length === 0 ? [] : [{ role: 'system', content: system }]
  return { form: 'chat', messages: [...opening, ...turns], assistantPrefix, thinking: options.thinking }
}

interface Turns {
  readonly turns: readonly PartedMessage[]
  readonly assistantPrefix: PartedText
}

function renderTurns(prompt: FilledPrompt, options: RenderOptions): Turns {
  const { trigger } = options
  switch (prompt.type) {
    case 'text':
      return { turns: [user(appendTrigger(parted('input', prompt.text), trigger))], assistantPrefix: [] }
    case 'data':
      return { turns: renderRows(prompt, options), assistantPrefix: [] }
    case 'chat': {
      const { turns, assistantPrefix } = openChat(prompt.turns)
      // The phrase goes where the model will go on: into the turn it continues, or else to the end of the last one.
      const lastPhrase = assistantPrefix === '' ? trigger : ''
      return {
        turns: turns.map(({ role, text }, index) => ({
          role,
          content: appendTrigger(parted('input', text), index === turns.length - 1 ? lastPhrase : ''),
        })),
        assistantPrefix:
          assistantPrefix === '' ? [] : appendTrigger(parted('input', assistantPrefix), trigger),
      }
    }
    default:
      return prompt satisfies never
  }
}

/** Each worked example is an exchange that has already happened; the preamble opens the first user turn. */
function renderRows(data: FilledData, { trigger, formatOutput }: RenderOptions): PartedMessage[] {
  const rows = [...data.examples.map(({ inputs }) => inputs), data.query].map((cells, index) =>
    joinPartedParagraphs([
      parted('preamble', index === 0 ? data.preamble : ''),
      parted(index < data.examples.length ? 'examples' : 'input', formatInputs(data.inputHeaders, cells)),
    ]),
  )
  return rows.flatMap((row, index) => {
    const example = data.examples[index]
    if (example === undefined) return [user(appendTrigger(row, trigger))]
    return [user(row), { role: 'assistant', content: parted('examples', formatOutput(example)) }]
  })
}

function user(content: PartedText): PartedMessage {
  return { role: 'user', content }
}
