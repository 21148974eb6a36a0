import { describe, expect, it } from 'vitest'
import { countLanes, type GraphNode, layOutGraph } from './version-graph.ts'

/** Versions newest first, from the parent of each, oldest first. */
const versions = (...parents: readonly (number | null)[]): GraphNode[] =>
  parents.map((parentNumber, index) => ({ number: index + 1, parentNumber })).reverse()
const lanes = (...parents: readonly (number | null)[]) =>
  layOutGraph(versions(...parents)).map(({ lane }) => lane)

describe('the lanes of the timeline', () => {
  it('are one while each version was edited from the one before', () => {
    const rows = layOutGraph(versions(null, 1, 2))
    expect(rows).toEqual([
      { lane: 0, from: [], past: [], hasParent: true },
      { lane: 0, from: [0], past: [], hasParent: true },
      { lane: 0, from: [0], past: [], hasParent: false },
    ])
    expect(countLanes(rows)).toBe(1)
  })

  it('run side by side until two lines of work meet where they branched off', () => {
    // 1 – 2 – 3
    //   \ 4 – 5
    const rows = layOutGraph(versions(null, 1, 2, 1, 4))
    expect(rows.map(({ lane, from, past }) => ({ lane, from, past }))).toEqual([
      { lane: 0, from: [], past: [] },
      { lane: 0, from: [0], past: [] },
      { lane: 1, from: [], past: [0] },
      { lane: 1, from: [1], past: [0] },
      { lane: 0, from: [0, 1], past: [] },
    ])
    expect(countLanes(rows)).toBe(2)
  })

  it('are used again when a line of work has ended', () => {
    // 2 and 3 branch off 1, then 5 and 6 branch off 4, which was edited from 1.
    expect(lanes(null, 1, 1, 1, 4, 4)).toEqual([0, 1, 0, 1, 2, 0])
    expect(lanes(null, null, null)).toEqual([0, 0, 0])
  })

  it('run on where the list ends before the parent', () => {
    const rows = layOutGraph([
      { number: 9, parentNumber: 2 },
      { number: 8, parentNumber: 7 },
    ])
    expect(rows[1]).toEqual({ lane: 1, from: [], past: [0], hasParent: true })
  })

  it('are none without versions', () => {
    expect(countLanes(layOutGraph([]))).toBe(0)
  })
})
