import type { ChatPart, ChatTurn } from '@trialogue/contract'
import { goAnotherWay } from '../../../lib/chat-branches.ts'
import { newLocalId } from '../../../lib/local-id.ts'

/** Appends a turn whose role is the other side of the last one's. */
export function addTurn(chat: ChatPart): ChatPart {
  return {
    ...chat,
    turns: [...chat.turns, newTurn(chat.turns.at(-1)?.role === 'user' ? 'assistant' : 'user')],
  }
}

/** Puts an empty turn of the other side before (-1) or after (1) a turn. */
export function insertTurn(chat: ChatPart, id: string, side: -1 | 1): ChatPart {
  return {
    ...chat,
    turns: chat.turns.flatMap((turn) => {
      if (turn.id !== id) return [turn]
      const added = newTurn(otherRole(turn.role))
      return side === 1 ? [turn, added] : [added, turn]
    }),
  }
}

/** Moves a turn up (-1) or down (+1); at the edge nothing changes. */
export function moveTurn(chat: ChatPart, id: string, by: -1 | 1): ChatPart {
  const from = chat.turns.findIndex((turn) => turn.id === id)
  const moved = chat.turns[from]
  const other = chat.turns[from + by]
  if (moved === undefined || other === undefined) return chat
  return { ...chat, turns: chat.turns.with(from, other).with(from + by, moved) }
}

export function toggleRole(chat: ChatPart, id: string): ChatPart {
  return mapTurn(chat, id, (turn) => ({ ...turn, role: otherRole(turn.role) }))
}

export function writeTurn(chat: ChatPart, id: string, template: string): ChatPart {
  return mapTurn(chat, id, (turn) => ({ ...turn, template }))
}

/** Begins another way at a turn, with a copy of it to change; it and what follows are kept as a branch. */
export function branchAt(chat: ChatPart, id: string): ChatPart {
  const index = chat.turns.findIndex((turn) => turn.id === id)
  const turn = chat.turns[index]
  return turn === undefined ? chat : goAnotherWay(chat, index, [{ ...turn, id: newLocalId() }])
}

/**
 * Cuts the conversation so that its next turn is the model's: after a user's turn, before an assistant's. What is cut off
 * is kept as a branch.
 */
export function cutForRerun(chat: ChatPart, id: string): ChatPart {
  const index = chat.turns.findIndex((turn) => turn.id === id)
  const turn = chat.turns[index]
  return turn === undefined ? chat : goAnotherWay(chat, turn.role === 'user' ? index + 1 : index, [])
}

function newTurn(role: ChatTurn['role']): ChatTurn {
  return { id: newLocalId(), role, template: '' }
}

function otherRole(role: ChatTurn['role']): ChatTurn['role'] {
  return role === 'user' ? 'assistant' : 'user'
}

function mapTurn(chat: ChatPart, id: string, change: (turn: ChatTurn) => ChatTurn): ChatPart {
  return { ...chat, turns: chat.turns.map((turn) => (turn.id === id ? change(turn) : turn)) }
}
