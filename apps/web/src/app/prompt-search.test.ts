import { describe, expect, it } from 'vitest'
import { readPromptSearch, searchOfView, viewOfSearch } from './prompt-search.ts'

describe('the address of a prompt', () => {
  it.each([
    [{}, null],
    [{ tab: 'versions' }, null],
    [{ v: 12 }, { shown: 12, before: null }],
    [
      { v: 12, cmp: 11 },
      { shown: 12, before: 11 },
    ],
    [{ cmp: 11 }, { shown: 'draft', before: 11 }],
    [
      { v: 3, cmp: 'draft' },
      { shown: 3, before: 'draft' },
    ],
  ] as const)('%j shows %j', (search, view) => {
    expect(viewOfSearch(readPromptSearch(search))).toEqual(view)
    expect(viewOfSearch(searchOfView({}, view))).toEqual(view)
  })

  it('leaves out what makes no sense', () => {
    expect(readPromptSearch({ tab: 'diff', v: -1, cmp: 'x' })).toEqual({})
    expect(readPromptSearch({ v: 1.5, cmp: 2 })).toEqual({ cmp: 2 })
    expect(readPromptSearch({ v: 4, cmp: 4 })).toEqual({ v: 4 })
    expect(readPromptSearch({ cmp: 'draft' })).toEqual({})
  })

  it('keeps its tab when a view opens or closes', () => {
    expect(searchOfView({ tab: 'versions' }, { shown: 2, before: 1 })).toEqual({
      tab: 'versions',
      v: 2,
      cmp: 1,
    })
    expect(searchOfView({ tab: 'versions', v: 2 }, null)).toEqual({ tab: 'versions' })
  })
})
