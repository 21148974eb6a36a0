import type { ChatPart, ChatTurn } from '@trialogue/contract'
import { newLocalId } from '../../lib/local-id.ts'

/** Appends a turn whose role is the other side of the last one's. */
export function addTurn(chat: ChatPart): ChatPart {
  return { turns: [...chat.turns, newTurn(chat.turns.at(-1)?.role === 'user' ? 'assistant' : 'user')] }
}

export function insertTurnAfter(chat: ChatPart, id: string): ChatPart {
  return {
    turns: chat.turns.flatMap((turn) =>
      turn.id === id ? [turn, newTurn(turn.role === 'user' ? 'assistant' : 'user')] : [turn],
    ),
  }
}

export function removeTurn(chat: ChatPart, id: string): ChatPart {
  return { turns: chat.turns.filter((turn) => turn.id !== id) }
}

/** Moves a turn up (-1) or down (+1); at the edge nothing changes. */
export function moveTurn(chat: ChatPart, id: string, by: -1 | 1): ChatPart {
  const from = chat.turns.findIndex((turn) => turn.id === id)
  const moved = chat.turns[from]
  const other = chat.turns[from + by]
  if (moved === undefined || other === undefined) return chat
  return { turns: chat.turns.map((turn) => (turn === moved ? other : turn === other ? moved : turn)) }
}

export function toggleRole(chat: ChatPart, id: string): ChatPart {
  return mapTurn(chat, id, (turn) => ({ ...turn, role: turn.role === 'user' ? 'assistant' : 'user' }))
}

export function writeTurn(chat: ChatPart, id: string, template: string): ChatPart {
  return mapTurn(chat, id, (turn) => ({ ...turn, template }))
}

function newTurn(role: ChatTurn['role']): ChatTurn {
  return { id: newLocalId(), role, template: '' }
}

function mapTurn(chat: ChatPart, id: string, change: (turn: ChatTurn) => ChatTurn): ChatPart {
  return { turns: chat.turns.map((turn) => (turn.id === id ? change(turn) : turn)) }
}
