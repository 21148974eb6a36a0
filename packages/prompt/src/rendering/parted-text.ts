import type { PromptPart } from '@trialogue/contract'
import { appendLine, appendPhrase, prependSystem } from './join-text.ts'

/** A piece of a rendered prompt and where it comes from. */
interface Piece {
  readonly part: PromptPart
  readonly text: string
}

/** A text that knows where each of its characters comes from; its pieces, put together, are the text. */
export type PartedText = readonly Piece[]

/** A text that comes from one part. */
export function parted(part: PromptPart, text: string): PartedText {
  return text === '' ? [] : [{ part, text }]
}

export function plainText(text: PartedText): string {
  return text.map((piece) => piece.text).join('')
}

/** As `appendPhrase`; what is added is the reasoning's trigger. */
export function appendTrigger(text: PartedText, trigger: string): PartedText {
  return withSuffix(text, appendPhrase(plainText(text), trigger))
}

/** As `appendLine`; what is added is the reasoning's trigger. */
export function appendTriggerLine(text: PartedText, trigger: string): PartedText {
  return withSuffix(text, appendLine(plainText(text), trigger))
}

/** As `prependSystem`. */
export function prependPartedSystem(system: string, text: PartedText): PartedText {
  const plain = plainText(text)
  const whole = prependSystem(system, plain)
  return [...parted('system', whole.slice(0, whole.length - plain.length)), ...text]
}

/**
 * Paragraphs with a blank line between them, which belongs to the second of two; blank ones are left out, outer blanks
 * dropped.
 */
export function joinPartedParagraphs(paragraphs: readonly PartedText[]): PartedText {
  return paragraphs
    .map(trimParted)
    .filter((paragraph) => paragraph.length > 0)
    .flatMap(([first, ...rest], index) => {
      if (first === undefined) return []
      return [{ ...first, text: index === 0 ? first.text : `\n\n${first.text}` }, ...rest]
    })
}

/** The characters from `from` to before `to`. */
export function sliceParted(text: PartedText, from: number, to: number): PartedText {
  let start = 0
  return text.flatMap((piece) => {
    const [begin, end] = [Math.max(from - start, 0), Math.min(to - start, piece.text.length)]
    start += piece.text.length
    return begin < end ? [{ ...piece, text: piece.text.slice(begin, end) }] : []
  })
}

function trimParted(text: PartedText): PartedText {
  const plain = plainText(text)
  return sliceParted(text, plain.length - plain.trimStart().length, plain.trimEnd().length)
}

function withSuffix(text: PartedText, whole: string): PartedText {
  return [...text, ...parted('trigger', whole.slice(plainText(text).length))]
}
