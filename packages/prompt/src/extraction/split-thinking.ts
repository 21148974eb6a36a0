import type { AnswerFormat } from '@trialogue/contract'
import type { ChainOutcome } from '../planning/generation-plan.ts'
import { splitReasoning } from './split-reasoning.ts'

const begin = '<think>'
const end = '</think>'

/** What a thinking model wrote, taken apart. */
export interface SplitThinking {
  /** What stands between the tags; null when it did not think. */
  readonly thinking: string | null
  /** What comes after; null while, or when for ever, the closing tag is missing. */
  readonly reply: string | null
}

/**
 * Takes the thoughts and the reply apart. Some templates open the thoughts themselves: then `modelInput`, what the
 * model read, ends with the opening tag.
 */
export function splitThinking(text: string, modelInput = ''): SplitThinking {
  const close = text.indexOf(end)
  const open = text.indexOf(begin)
  const isOpen = open !== -1 || modelInput.trimEnd().endsWith(begin)
  if (close === -1 && !isOpen) return { thinking: null, reply: text }
  const from = open === -1 || (close !== -1 && open > close) ? 0 : open + begin.length
  if (close === -1) return { thinking: text.slice(from).trim(), reply: null }
  return { thinking: text.slice(from, close).trim(), reply: text.slice(close + end.length) }
}

/** Thoughts without an end have no answer: what stands last in them is not what the model would have said. */
export function readThinking(
  text: string,
  modelInput: string | undefined,
  format: AnswerFormat,
): ChainOutcome {
  const { thinking, reply } = splitThinking(text, modelInput)
  const reasoningText = thinking === '' ? null : thinking
  if (reply === null) return { reasoningText, answer: null }
  const plain = format === 'text' && reply.trim() !== '' ? reply.trim() : null
  return { reasoningText, answer: splitReasoning(reply, format).answer ?? plain }
}
