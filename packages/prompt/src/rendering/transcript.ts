import { AppError } from '@trialogue/contract'
import type { FilledTurn } from '../template/filled-prompt.ts'
import { appendPhrase } from './join-text.ts'

interface OpenChat {
  /** Ends with a user turn. */
  readonly turns: readonly FilledTurn[]
  /** What the assistant's next turn begins with; empty for an ordinary turn. */
  readonly assistantPrefix: string
}

/** Takes a last assistant turn as the beginning of the answer. Throws INVALID_TEMPLATE when nobody asks anything. */
export function openChat(turns: readonly FilledTurn[]): OpenChat {
  const last = turns.at(-1)
  const open =
    last?.role === 'assistant'
      ? { turns: turns.slice(0, -1), assistantPrefix: last.text }
      : { turns, assistantPrefix: '' }
  if (open.turns.at(-1)?.role !== 'user') {
    throw new AppError(
      'INVALID_TEMPLATE',
      'The chat must end with a user turn, or with one assistant turn after it for the model to continue. Add a user turn.',
      { details: { part: 'chat' } },
    )
  }
  return open
}

/** A chat as text for a model that knows no turns: it ends where the assistant's words begin. */
export function renderTranscript({ turns, assistantPrefix }: OpenChat): string {
  const lines = turns.map(({ role, text }) => appendPhrase(role === 'user' ? 'User:' : 'Assistant:', text))
  return [...lines, appendPhrase('Assistant:', assistantPrefix)].join('\n')
}
