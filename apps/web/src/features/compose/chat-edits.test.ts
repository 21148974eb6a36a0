import type { ChatPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { addTurn, insertTurnAfter, moveTurn, removeTurn, toggleRole, writeTurn } from './chat-edits.ts'

const chat: ChatPart = {
  turns: [
    { id: 'a', role: 'user', template: 'Hi' },
    { id: 'b', role: 'assistant', template: 'Hello' },
    { id: 'c', role: 'user', template: 'Bye' },
  ],
}
const shape = (part: ChatPart): string[] => part.turns.map((turn) => `${turn.role}: ${turn.template}`)

describe('chat turn edits', () => {
  it('appends and inserts turns of the other side', () => {
    expect(shape(addTurn(chat)).at(-1)).toBe('assistant: ')
    expect(shape(addTurn({ turns: [] }))).toEqual(['user: '])
    expect(shape(insertTurnAfter(chat, 'b'))).toEqual(['user: Hi', 'assistant: Hello', 'user: ', 'user: Bye'])
  })

  it('removes, moves, switches sides and writes', () => {
    expect(shape(removeTurn(chat, 'b'))).toEqual(['user: Hi', 'user: Bye'])
    expect(shape(moveTurn(chat, 'c', -1))).toEqual(['user: Hi', 'user: Bye', 'assistant: Hello'])
    expect(moveTurn(chat, 'a', -1)).toEqual(chat)
    expect(shape(toggleRole(chat, 'a'))[0]).toBe('assistant: Hi')
    expect(shape(writeTurn(chat, 'a', 'Hey'))[0]).toBe('user: Hey')
  })
})
