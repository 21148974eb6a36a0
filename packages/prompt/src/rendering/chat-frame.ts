import type { ModelPrompt } from '@trialogue/contract'
import type { PartedPrompt } from './parted-prompt.ts'
import { type PartedText, parted, plainText, sliceParted } from './parted-text.ts'

type PartedChat = Extract<PartedPrompt, { form: 'chat' }>

/** A noncharacter, which Unicode keeps out of texts that are exchanged; no template does anything with it. */
const mark = '\u{FDD1}'
const placeholder = (index: number) => `${mark}${index}${mark}`
const placeholders = /\u{FDD1}(\d+)\u{FDD1}/gu

/**
 * The same chat with a placeholder for the text of each message. What a model's chat template makes of it is the frame
 * that the template puts around the messages. Null for a prompt that goes through no template.
 */
export function framePrompt(prompt: ModelPrompt): ModelPrompt | null {
  if (prompt.form === 'text') return null
  const messages = prompt.messages.map(({ role }, index) => ({ role, content: placeholder(index) }))
  return { ...prompt, messages, assistantPrefix: '' }
}

/**
 * The model input of a chat with its parts, by the frame that the template puts around its messages. Null when they do
 * not fit together: some templates look into a message and write something else then.
 */
export function fillFrame(chat: PartedChat, modelInput: string, frame: string): PartedText | null {
  const prefix = plainText(chat.assistantPrefix)
  if (!modelInput.endsWith(prefix)) return null
  const input = modelInput.slice(0, modelInput.length - prefix.length)
  const found = [...frame.matchAll(placeholders)]
  const pieces: PartedText[] = []
  let at = 0
  for (const [order, match] of found.entries()) {
    const literal = frame.slice(endOf(found[order - 1]), match.index)
    const content = chat.messages[Number(match[1])]?.content
    const next = frame.slice(endOf(match), found[order + 1]?.index ?? frame.length)
    if (content === undefined || !input.startsWith(literal, at)) return null
    at += literal.length
    const written = findWritten(content, (text) => input.startsWith(text + next, at))
    if (written === null) return null
    pieces.push(parted('template', literal), written)
    at += plainText(written).length
  }
  const end = frame.slice(endOf(found.at(-1)))
  if (input.slice(at) !== end) return null
  return [...pieces.flat(), ...parted('template', end), ...chat.assistantPrefix]
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length
}

/** As it is, or without the blanks around it: templates like to trim. */
function findWritten(content: PartedText, fits: (text: string) => boolean): PartedText | null {
  const plain = plainText(content)
  const start = plain.length - plain.trimStart().length
  const ways = [
    [0, plain.length],
    [start, plain.trimEnd().length],
    [0, plain.trimEnd().length],
    [start, plain.length],
  ] as const
  const way = ways.find((candidate) => fits(plain.slice(...candidate)))
  return way === undefined ? null : sliceParted(content, way[0], way[1])
}
