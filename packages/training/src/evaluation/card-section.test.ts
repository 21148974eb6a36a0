import { describe, expect, it } from 'vitest'
import { addFiguresToCard } from './card-section.ts'

const card = '# Wren\n\nText.\n\n## What it cannot do\nMuch.\n'
const figures = (correct: number) => [{ id: 'sentiment', name: 'Sentiment', correct, count: 20 }]

describe('addFiguresToCard', () => {
  it('puts the figures before the limits', () => {
    const written = addFiguresToCard(card, figures(17))
    expect(written).toContain('| Sentiment | 17 of 20 | 85 % | 64 % – 95 % |')
    expect(written.indexOf('measured')).toBeLessThan(written.indexOf('cannot do'))
  })

  it('replaces the figures of an earlier evaluation and nothing else', () => {
    const twice = addFiguresToCard(addFiguresToCard(card, figures(3)), figures(17))
    expect(twice).toBe(addFiguresToCard(card, figures(17)))
  })
})
