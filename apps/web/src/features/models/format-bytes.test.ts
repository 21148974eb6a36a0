import { expect, it } from 'vitest'
import { formatSpan } from '../../lib/format-span.ts'
import { formatBytes } from './format-bytes.ts'

it('writes sizes to about three digits', () => {
  const written = [0, 999, 1_234, 538_000_000, 999_600_000, 1_230_000_000, 12_345_000_000]
  expect(written.map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 B',
    '999 B',
    '1.2 kB',
    '538 MB',
    '1 GB',
    '1.2 GB',
    '12 GB',
  ])
})

it('writes spans in their largest unit', () => {
  const spans = [400, 42_000, 240_000, 7_200_000, 3 * 86_400_000]
  expect(spans.map((ms) => formatSpan(ms, 'en'))).toEqual(['0 sec', '42 sec', '4 min', '2 hr', '3 days'])
  expect(formatSpan(240_000, 'zh-CN')).toBe('4分钟')
})
