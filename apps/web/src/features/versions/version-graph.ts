/** A version as far as the graph goes: its number and the one it was edited from. */
export type GraphNode = { readonly number: number; readonly parentNumber: number | null }

/** One line of the timeline: where its dot stands and which lines run past it. Lanes are counted from 0, the leftmost. */
export type GraphRow = {
  readonly lane: number
  /** Lanes whose line comes from above and ends in this dot: one for each version that was edited from it. */
  readonly from: readonly number[]
  /** Lanes that run past. */
  readonly past: readonly number[]
  /** Whether a line goes on downwards from the dot, to the version that it was edited from. */
  readonly hasParent: boolean
}

/**
 * Lays versions, newest first, out in lanes: each line of work keeps its lane until it meets the version that it
 * branched off. A parent that is not in the list lets its line run on to the end.
 */
export function layOutGraph(nodes: readonly GraphNode[]): readonly GraphRow[] {
  /** For each lane the number that its line leads to, null for a free one. */
  const awaited: (number | null)[] = []
  return nodes.map(({ number, parentNumber }) => {
    const from = awaited.flatMap((waitsFor, lane) => (waitsFor === number ? lane : []))
    const past = awaited.flatMap((waitsFor, lane) => (waitsFor !== null && waitsFor !== number ? lane : []))
    const lane = from[0] ?? firstFree(awaited)
    for (const ended of from) awaited[ended] = null
    awaited[lane] = parentNumber
    return { lane, from, past, hasParent: parentNumber !== null }
  })
}

/** How many lanes the widest row takes; 0 without rows. */
export function countLanes(rows: readonly GraphRow[]): number {
  return Math.max(0, ...rows.flatMap(({ lane, past }) => [lane + 1, ...past.map((other) => other + 1)]))
}

function firstFree(awaited: readonly (number | null)[]): number {
  const free = awaited.indexOf(null)
  return free === -1 ? awaited.length : free
}
