import type { ChatPart, ChatTurn } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { goAnotherWay, removeTurn, removeWay, switchWay, waysOn } from './chat-branches.ts'

const turn = (id: string): ChatTurn => ({ id, role: 'user', template: id })
const chat: ChatPart = { turns: [turn('a'), turn('b'), turn('c')], branches: [] }
const ids = ({ turns }: Pick<ChatPart, 'turns'>) => turns.map(({ id }) => id).join('')
/** Every way on from a turn, by place: `*` marks the one in force. */
const ways = (part: ChatPart, after: string | null): string[] => {
  const { count, place } = waysOn(part, after)
  const from = part.turns.findIndex(({ id }) => id === after) + 1
  return Array.from({ length: count }, (_, index) => {
    if (index === place) return `*${ids({ turns: part.turns.slice(from) })}`
    const branch = part.branches.find((one) => one.afterTurnId === after && one.place === index)
    return branch === undefined ? 'missing' : ids(branch)
  })
}

describe('ways on from a turn', () => {
  it('are one at first', () => expect(waysOn(chat, 'a')).toEqual({ count: 1, place: 0 }))

  it('keep their places while one after the other is tried', () => {
    const second = goAnotherWay(chat, 1, [turn('d')])
    expect(ways(second, 'a')).toEqual(['bc', '*d'])
    const third = goAnotherWay(second, 1, [turn('e'), turn('f')])
    expect(ways(third, 'a')).toEqual(['bc', 'd', '*ef'])
    const back = switchWay(third, 'a', 0)
    expect(ways(back, 'a')).toEqual(['*bc', 'd', 'ef'])
    expect(ways(switchWay(back, 'a', 1), 'a')).toEqual(['bc', '*d', 'ef'])
  })

  it('begin anywhere, at the beginning too', () => {
    const other = goAnotherWay(chat, 0, [turn('x')])
    expect(ways(other, null)).toEqual(['abc', '*x'])
    expect(ids(switchWay(other, null, 0))).toBe('abc')
  })

  it('keep the branches inside them', () => {
    const inner = goAnotherWay(chat, 2, [turn('d')])
    const outer = goAnotherWay(inner, 1, [turn('e')])
    const back = switchWay(outer, 'a', 0)
    expect(ids(back)).toBe('abd')
    expect(ways(back, 'b')).toEqual(['c', '*d'])
  })

  it('without turns are left behind, and the places close up', () => {
    const cut = goAnotherWay(goAnotherWay(chat, 1, [turn('d')]), 1, [])
    expect(ways(cut, 'a')).toEqual(['bc', 'd', '*'])
    expect(ways(switchWay(cut, 'a', 0), 'a')).toEqual(['*bc', 'd'])
  })

  it('are not made where nothing follows', () => {
    expect(goAnotherWay(chat, 3, [turn('d')])).toEqual({ turns: [...chat.turns, turn('d')], branches: [] })
  })

  it('that do not exist change nothing', () => {
    expect(switchWay(chat, 'a', 1)).toBe(chat)
    expect(switchWay(chat, 'gone', 0)).toBe(chat)
  })
})

describe('deleting', () => {
  it('a way brings its neighbour in force, and takes the branches inside along', () => {
    const second = goAnotherWay(chat, 1, [turn('d'), turn('e')])
    const inner = goAnotherWay(second, 2, [turn('f')])
    const third = goAnotherWay(switchWay(inner, 'a', 0), 1, [turn('g')])
    expect(ways(third, 'a')).toEqual(['bc', 'df', '*g'])
    const removed = removeWay(switchWay(third, 'a', 1), 'a')
    expect(ways(removed, 'a')).toEqual(['*bc', 'g'])
    expect(removed.branches).toHaveLength(1)
  })

  it('the only way cuts the conversation', () => {
    expect(removeWay(chat, 'a')).toEqual({ turns: [turn('a')], branches: [] })
  })

  it('a turn leaves the ways on from it to the turn before', () => {
    const forked = goAnotherWay(goAnotherWay(chat, 2, [turn('d')]), 1, [turn('e')])
    const back = switchWay(forked, 'a', 0)
    const removed = removeTurn(back, 'b')
    expect(ids(removed)).toBe('ad')
    expect(ways(removed, 'a').toSorted()).toEqual(['*d', 'c', 'e'])
  })
})
