import type { ChatPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { addTurn, branchAt, cutForRerun, insertTurn, moveTurn, toggleRole, writeTurn } from './chat-edits.ts'

const chat: ChatPart = {
  turns: [
    { id: 'a', role: 'user', template: 'Hi' },
    { id: 'b', role: 'assistant', template: 'Hello' },
    { id: 'c', role: 'user', template: 'Bye' },
  ],
  branches: [],
}
const shape = (part: Pick<ChatPart, 'turns'>): string[] =>
  part.turns.map((turn) => `${turn.role}: ${turn.template}`)

describe('chat turn edits', () => {
  it('appends and inserts turns of the other side', () => {
    expect(shape(addTurn(chat)).at(-1)).toBe('assistant: ')
    expect(shape(addTurn({ turns: [], branches: [] }))).toEqual(['user: '])
    expect(shape(insertTurn(chat, 'b', 1))).toEqual(['user: Hi', 'assistant: Hello', 'user: ', 'user: Bye'])
    expect(shape(insertTurn(chat, 'a', -1))[0]).toBe('assistant: ')
  })

  it('moves, switches sides and writes', () => {
    expect(shape(moveTurn(chat, 'c', -1))).toEqual(['user: Hi', 'user: Bye', 'assistant: Hello'])
    expect(moveTurn(chat, 'a', -1)).toEqual(chat)
    expect(shape(toggleRole(chat, 'a'))[0]).toBe('assistant: Hi')
    expect(shape(writeTurn(chat, 'a', 'Hey'))[0]).toBe('user: Hey')
  })

  it('begins another way with a copy of the turn, and keeps the old one', () => {
    const branched = branchAt(chat, 'b')
    expect(shape(branched)).toEqual(['user: Hi', 'assistant: Hello'])
    expect(branched.turns[1]?.id).not.toBe('b')
    expect(branched.branches).toMatchObject([{ afterTurnId: 'a', turns: [{ id: 'b' }, { id: 'c' }] }])
  })

  it('cuts after a user and before an assistant, and loses no turn', () => {
    expect(shape(cutForRerun(chat, 'a'))).toEqual(['user: Hi'])
    expect(cutForRerun(chat, 'a').branches).toMatchObject([{ turns: [{ id: 'b' }, { id: 'c' }] }])
    expect(shape(cutForRerun(chat, 'b'))).toEqual(['user: Hi'])
    expect(cutForRerun(chat, 'c')).toEqual(chat)
  })
})
