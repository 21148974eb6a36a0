import { anId } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { groupByDay, nameDay } from './group-by-day.ts'
import { hasFilters, readHistorySearch, toRunFilters } from './history-search.ts'

describe('the address of the history', () => {
  it('gives the filters that are in it, and leaves out what is none', () => {
    const search = {
      q: 12,
      prompt: anId(1),
      model: 'wren-base',
      status: 'failed',
      from: '2026-11-01',
      to: '2026-11-02',
    }
    expect(readHistorySearch(search)).toEqual({ ...search, q: '12' })
    expect(
      readHistorySearch({
        q: {},
        prompt: 'x',
        model: '',
        status: 'gone',
        from: '1.11.2026',
        to: '2026-13-45',
      }),
    ).toEqual({})
  })

  it('asks for whole days of the reader', () => {
    expect(toRunFilters({ from: '2026-03-29', to: '2026-03-29' })).toEqual({
      from: new Date(2026, 2, 29).getTime(),
      to: new Date(2026, 2, 30).getTime(),
    })
  })

  it('has no filter while the search is blank', () => {
    expect(hasFilters({ q: ' ' })).toBe(false)
    expect(hasFilters({ q: 'a' })).toBe(true)
  })
})

describe('the days', () => {
  const at = (...parts: [number, number, number, number]) => ({ createdAt: new Date(...parts).getTime() })

  it('hold what happened between two midnights', () => {
    const items = [at(2026, 10, 24, 9), at(2026, 10, 24, 0), at(2026, 10, 23, 23)]
    expect(groupByDay(items).map((day) => day.items.length)).toEqual([2, 1])
    expect(groupByDay([])).toEqual([])
  })

  it('are called as people call them', () => {
    const now = at(2026, 10, 24, 9).createdAt
    const names = [at(2026, 10, 24, 1), at(2026, 10, 23, 23), at(2026, 10, 20, 5), at(2025, 1, 3, 5)]
    expect(names.map(({ createdAt }) => nameDay(createdAt, now, 'en'))).toEqual([
      'Today',
      'Yesterday',
      'Friday, November 20',
      'Monday, February 3, 2025',
    ])
    expect(nameDay(now, now, 'zh-CN')).toBe('今天')
  })
})
