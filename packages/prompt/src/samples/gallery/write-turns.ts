import type { ChatPart } from '@trialogue/contract'

/** A conversation of these lines, by turns from user and assistant. */
export function writeTurns(...lines: readonly string[]): ChatPart {
  return {
    turns: lines.map((template, at) => ({
      id: `turn-${at + 1}`,
      role: at % 2 === 0 ? 'user' : 'assistant',
      template,
    })),
    branches: [],
  }
}
