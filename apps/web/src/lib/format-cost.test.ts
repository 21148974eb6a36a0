import { expect, it } from 'vitest'
import { formatCost } from './format-cost.ts'

it('writes small sums so that they are not nothing', () => {
  const sums = [0, 0.000_421, 0.05, 0.123_4, 1.5, 12]
  expect(sums.map((sum) => formatCost(sum, 'USD', 'en'))).toEqual([
    '$0.00',
    '$0.00042',
    '$0.05',
    '$0.12',
    '$1.50',
    '$12.00',
  ])
  expect(formatCost(1.5, 'CNY', 'zh-CN')).toBe('¥1.50')
})
