import type { ChatBranch, ChatPart, ChatTurn } from '@trialogue/contract'
import { newLocalId } from './local-id.ts'

/*
 * A conversation as a tree: `turns` is the way in force, `branches` are the turns of other ways, each with the turn that
 * it follows. Ways on from the same turn have places from 0; the way in force has the one that no branch has.
 */

/** The ways on from a turn of the conversation (null: from its beginning), and the place of the one in force. */
export function waysOn(chat: ChatPart, afterTurnId: string | null): { count: number; place: number } {
  const places = new Set(branchesAfter(chat, afterTurnId).map(({ place }) => place))
  let place = 0
  while (places.has(place)) place += 1
  return { count: places.size + 1, place }
}

/** Keeps the turns from `index` on as a branch and goes on with others in their place. */
export function goAnotherWay(chat: ChatPart, index: number, next: readonly ChatTurn[]): ChatPart {
  const turns = [...chat.turns.slice(0, index), ...next]
  const kept = chat.turns.slice(index)
  if (kept.length === 0) return { ...chat, turns }
  const afterTurnId = chat.turns[index - 1]?.id ?? null
  const { place } = waysOn(chat, afterTurnId)
  return { turns, branches: [...chat.branches, { id: newLocalId(), afterTurnId, place, turns: kept }] }
}

/** Puts another way on from a turn in force, and the one in force aside; a way without turns is not kept. */
export function switchWay(chat: ChatPart, afterTurnId: string | null, to: number): ChatPart {
  const chosen = branchesAfter(chat, afterTurnId).find(({ place }) => place === to)
  const index = indexAfter(chat, afterTurnId)
  if (chosen === undefined || index === null) return chat
  const { place } = waysOn(chat, afterTurnId)
  const kept = chat.turns.slice(index)
  const turns = [...chat.turns.slice(0, index), ...chosen.turns]
  const branches = chat.branches.filter((branch) => branch !== chosen)
  if (kept.length === 0) return { turns, branches: closeGap(branches, afterTurnId, place) }
  return { turns, branches: [...branches, { id: newLocalId(), afterTurnId, place, turns: kept }] }
}

/** Deletes the way in force on from a turn, with every branch that begins in it; its neighbour comes in force. */
export function removeWay(chat: ChatPart, afterTurnId: string | null): ChatPart {
  const index = indexAfter(chat, afterTurnId)
  if (index === null) return chat
  const { place } = waysOn(chat, afterTurnId)
  const branches = withoutBranchesOf(chat.branches, chat.turns.slice(index))
  const cut = { turns: chat.turns.slice(0, index), branches }
  const neighbour = place > 0 ? place - 1 : place + 1
  return switchWay(cut, afterTurnId, neighbour)
}

/** Takes one turn out; the ways on from it become ways on from the turn before. */
export function removeTurn(chat: ChatPart, id: string): ChatPart {
  const index = chat.turns.findIndex((turn) => turn.id === id)
  if (index === -1) return chat
  const before = chat.turns[index - 1]?.id ?? null
  let free = waysOn(chat, before).count
  return {
    turns: chat.turns.filter((turn) => turn.id !== id),
    branches: chat.branches.map((branch) => {
      if (branch.afterTurnId !== id) return branch
      free += 1
      return { ...branch, afterTurnId: before, place: free - 1 }
    }),
  }
}

function branchesAfter(chat: ChatPart, afterTurnId: string | null): ChatBranch[] {
  return chat.branches.filter((branch) => branch.afterTurnId === afterTurnId)
}

/** Where the turns after a turn begin; null where the turn is not part of the way in force. */
function indexAfter(chat: ChatPart, afterTurnId: string | null): number | null {
  if (afterTurnId === null) return 0
  const index = chat.turns.findIndex(({ id }) => id === afterTurnId)
  return index === -1 ? null : index + 1
}

function closeGap(branches: readonly ChatBranch[], afterTurnId: string | null, gap: number): ChatBranch[] {
  return branches.map((branch) =>
    branch.afterTurnId === afterTurnId && branch.place > gap
      ? { ...branch, place: branch.place - 1 }
      : branch,
  )
}

function withoutBranchesOf(branches: readonly ChatBranch[], turns: readonly ChatTurn[]): ChatBranch[] {
  const gone = new Set<string | null>(turns.map(({ id }) => id))
  let left = [...branches]
  for (;;) {
    const falling = left.filter(({ afterTurnId }) => gone.has(afterTurnId))
    if (falling.length === 0) return left
    for (const { id } of falling.flatMap((branch) => branch.turns)) gone.add(id)
    left = left.filter(({ afterTurnId }) => !gone.has(afterTurnId))
  }
}
