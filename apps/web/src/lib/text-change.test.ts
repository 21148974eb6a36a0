import { describe, expect, it } from 'vitest'
import { findTextChange } from './text-change.ts'

describe('findTextChange', () => {
  it.each([
    ['', 'a', 0, '', 'a'],
    ['ac', 'abc', 1, '', 'b'],
    ['aaa', 'aa', 2, 'a', ''],
    ['one two', 'one three', 5, 'wo', 'hree'],
    ['same', 'same', 4, '', ''],
    // Faces that share their first UTF-16 unit, and signs that share their last.
    ['x😀y', 'x😁y', 1, '😀', '😁'],
    ['😀', '😀😁', 2, '', '😁'],
    ['\u{1f600}', '\u{1fa00}', 0, '\u{1f600}', '\u{1fa00}'],
  ])('from %j to %j', (before, after, from, removed, added) => {
    expect(findTextChange(before, after)).toEqual({ from, removed, added })
    expect(before.slice(0, from) + added + before.slice(from + removed.length)).toBe(after)
  })
})
