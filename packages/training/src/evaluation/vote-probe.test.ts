import { describe, expect, it } from 'vitest'
import { majority } from './vote-probe.ts'

describe('majority', () => {
  it('takes the most frequent answer, however it is written', () => {
    expect(majority(['7', '12', null, '12.0', '7', '12'])).toBe('12')
  })

  it('takes the first of equally frequent answers', () => {
    expect(majority(['7', '12', '12', '7'])).toBe('7')
  })

  it('is null when nothing was answered', () => {
    expect(majority([null, null])).toBeNull()
  })
})
