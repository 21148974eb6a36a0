import { describe, expect, it } from 'vitest'
import { formatTime } from './format-time.ts'

const morning = new Date(2026, 2, 5, 9, 4, 7)
const evening = new Date(2024, 11, 31, 21, 30, 0)

describe('formatTime', () => {
  it.each([
    ['%d %b %Y', morning, '05 Mar 2026'],
    ['%Y-%m-%d', morning, '2026-03-05'],
    ['%A, %B %-d, %Y', morning, 'Thursday, March 5, 2026'],
    ['%a %e', morning, 'Thu  5'],
    ['%H:%M:%S', morning, '09:04:07'],
    ['%I:%M %p', evening, '09:30 PM'],
    ['%I %p', new Date(2026, 0, 1, 0), '12 AM'],
    ['%j', evening, '366'],
    ['%j', morning, '064'],
    ['%y', morning, '26'],
    ['100%% of %Q', morning, '100% of %Q'],
  ])('writes %s', (format, time, expected) => {
    expect(formatTime(time, format)).toBe(expected)
  })
})
