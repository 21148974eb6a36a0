import { describe, expect, it } from 'vitest'
import { type KindOutputs, tellKindsApart } from './kinds.ts'
import { outputFeatures } from './output-features.ts'

const featuresOf = (text: string, hasEnded: boolean) => [...outputFeatures({ text, hasEnded })]

const basePages = ['negative\n\nReview: The tea was cold.\nSentiment: negative', '12\n\nQ: How many?\nA: 4']
const labels = ['negative', 'The answer is 12.']
const talk = ['Sure! That sounds negative to me.', 'Hello Mia! How can I help you today?']

const outputs = (kind: KindOutputs['kind'], texts: readonly string[], hasEnded: boolean): KindOutputs => ({
  kind,
  training: texts.map((text) => featuresOf(text, hasEnded)),
  test: texts.map((text) => featuresOf(`${text} `, hasEnded)),
})

describe('telling kinds apart', () => {
  it('knows a page that goes on, a bare answer and a talking voice', () => {
    const told = tellKindsApart([
      outputs('base', basePages, false),
      outputs('instruct', labels, true),
      outputs('dialog', talk, true),
    ])
    expect(told.get('base')).toMatchObject([
      { id: 'kind-own', correct: 2, count: 2 },
      { id: 'kind-all', correct: 6, count: 6 },
    ])
  })

  it('is right by chance only where the outputs are the same', () => {
    const same = (kind: KindOutputs['kind']) => outputs(kind, labels, true)
    const told = tellKindsApart([same('base'), same('instruct'), same('dialog')])
    expect(told.get('base')?.[1]).toMatchObject({ correct: 2, count: 6 })
  })
})

describe('outputFeatures', () => {
  it('sees a new question after the answer', () => {
    expect(featuresOf('12\n\nQ: How many?\nA: 4', false)).toContain('goes on with a new question')
    expect(featuresOf('The answer is 12.', true)).not.toContain('goes on with a new question')
  })
})
