import { describe, expect, it } from 'vitest'
import { answered, readMarks } from './answered.ts'

describe('marks of answers', () => {
  it('leave the text as it was and say where the answers are', () => {
    const { text, answers } = readMarks(`Q: 2 + 3?\nA:${answered(' 5')}\n\nQ: 4 + 4?\nA:${answered(' 8')}.`)
    expect(text).toBe('Q: 2 + 3?\nA: 5\n\nQ: 4 + 4?\nA: 8.')
    expect(answers.map(([from, to]) => text.slice(from, to))).toEqual([' 5', ' 8'])
  })

  it('are nowhere in a page without answers', () => {
    expect(readMarks('Once upon a time.')).toEqual({ text: 'Once upon a time.', answers: [] })
  })
})
