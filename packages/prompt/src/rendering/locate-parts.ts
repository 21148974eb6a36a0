import type { InputToken, ModelPrompt, PartRun } from '@trialogue/contract'
import { fillFrame } from './chat-frame.ts'
import { locateTokens } from './locate-tokens.ts'
import { type PartedPrompt, partsOf } from './parted-prompt.ts'
import { type PartedText, parted, plainText } from './parted-text.ts'

export interface PartInput {
  /** As a plan gave it: of a prompt that was made in another way, all but the template is `input`. */
  readonly prompt: ModelPrompt
  /** Exactly the text that the model reads, and the tokens it is cut into. */
  readonly modelInput: string
  readonly tokens: readonly InputToken[]
  /** What the model reads of `framePrompt(prompt)`; null where there is none. */
  readonly frame: string | null
}

/** Where each token of a model input comes from, as runs of tokens in their order. Empty without tokens. */
export function locateParts({ prompt, modelInput, tokens, frame }: PartInput): PartRun[] {
  const pieces = readPieces(prompt, modelInput, frame)
  const ends: number[] = []
  let end = 0
  for (const { text } of pieces) {
    end += text.length
    ends.push(end)
  }
  const runs: { part: PartRun['part']; tokenCount: number }[] = []
  let piece = 0
  for (const start of locateTokens(modelInput, tokens)) {
    while (piece < pieces.length - 1 && start >= (ends[piece] ?? 0)) piece += 1
    const part = pieces[piece]?.part ?? 'input'
    const last = runs.at(-1)
    if (last?.part === part) last.tokenCount += 1
    else runs.push({ part, tokenCount: 1 })
  }
  return runs
}

/** Pieces that make up the whole model input. */
function readPieces(prompt: ModelPrompt, modelInput: string, frame: string | null): PartedText {
  const known = partsOf(prompt)
  if (known.form === 'text') {
    const text = plainText(known.text)
    const opening = modelInput.slice(0, modelInput.length - text.length)
    return opening + text === modelInput
      ? [...parted('template', opening), ...known.text]
      : parted('input', modelInput)
  }
  const filled = frame === null ? null : fillFrame(known, modelInput, frame)
  return filled ?? searchMessages(known, modelInput)
}

/** For a template that does not keep to its frame: each text is looked for behind the one before. */
function searchMessages(
  { messages, assistantPrefix }: Extract<PartedPrompt, { form: 'chat' }>,
  modelInput: string,
): PartedText {
  const pieces: PartedText[] = []
  let at = 0
  for (const piece of [...messages.flatMap(({ content }) => content), ...assistantPrefix]) {
    const text = piece.text.trim()
    const from = text === '' ? -1 : modelInput.indexOf(text, at)
    if (from === -1) continue
    pieces.push(parted('template', modelInput.slice(at, from)), parted(piece.part, text))
    at = from + text.length
  }
  return [...pieces.flat(), ...parted('template', modelInput.slice(at))]
}
