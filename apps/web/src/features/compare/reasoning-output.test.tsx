import { screen } from '@testing-library/react'
import { type Generation, type ReasoningPath, reasoningSchema } from '@trialogue/contract'
import { aGeneration, aStep } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { renderPart } from '../../lib/test-page.tsx'
import { en } from './locales/en.ts'
import { ReasoningOutput } from './reasoning-output.tsx'

const done = { status: 'completed', finishReason: 'stop' } as const
const crash = { code: 'OUT_OF_MEMORY', message: 'No memory.', details: {} } as const

function show(reasoning: Partial<Generation['reasoning']>, change: Partial<Generation>) {
  const generation = aGeneration({ reasoning: { ...reasoningSchema.parse({}), ...reasoning }, ...change })
  return renderPart(<ReasoningOutput generation={generation} view="plain" />, { compare: en })
}

const path = (index: number, answer: string | null, change: Partial<ReasoningPath> = {}): ReasoningPath => ({
  path: index,
  reasoningText: null,
  answer,
  confidence: null,
  error: null,
  ...change,
})
const votes = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

describe('a vote', () => {
  const paths = [
    path(0, '12'),
    path(1, '11'),
    path(2, '11.0'),
    path(3, null),
    path(4, null, { error: crash }),
  ]
  const steps = [0, 1, 2].map((index) =>
    aStep({ kind: 'reasoning', path: index, text: ` Thought ${index}.` }),
  )

  it('shows what each answer had, and who had no vote', () => {
    show({ strategy: 'zero-shot', paths: 5 }, { ...done, answer: '11', paths, steps })
    expect(screen.getByRole('heading', { name: 'Vote of 5 chains' })).toBeTruthy()
    expect(votes()).toEqual(['11×240%', '12×120%', 'No answer×1', 'Failed×1'])
  })

  it('has every chain in a fold of its own', async () => {
    const person = show({ strategy: 'zero-shot', paths: 5 }, { ...done, answer: '11', paths, steps })
    expect(screen.queryByText('Thought 1.')).toBeNull()
    await person.click(screen.getByRole('button', { name: /^Chain 2 · 11/ }))
    expect(screen.getByText('Thought 1.')).toBeTruthy()
    await person.click(screen.getByRole('button', { name: /^Chain 5 · Failed/ }))
    expect(screen.getByText(/There is not enough memory/)).toBeTruthy()
  })

  it('comes when the chains are through: until then the first one can be followed', () => {
    show({ strategy: 'zero-shot', paths: 5 }, { status: 'decoding', steps })
    expect(screen.queryByRole('heading')).toBeNull()
    expect(screen.getByText('Thought 0.')).toBeTruthy()
    expect(screen.queryByText('Thought 1.')).toBeNull()
  })
})

describe('CoT-decoding', () => {
  it('shows how sure the chains are, and what each was made to begin with', async () => {
    const alternatives = [
      { id: 5, text: ' 5', logprob: Math.log(0.5) },
      { id: 7, text: ' Let', logprob: Math.log(0.02) },
    ]
    const branching = aStep({
      kind: 'branching',
      logprobs: [{ id: 5, text: ' 5', logprob: -1, alternatives }],
    })
    const steps = [branching, aStep({ text: ' 5' }), aStep({ path: 1, text: ' Let me add. 11' })]
    const paths = [path(0, '5', { confidence: 0.1 }), path(1, '11', { confidence: 0.9 })]
    const person = show({ strategy: 'cot-decoding', branches: 2 }, { ...done, answer: '11', steps, paths })
    expect(votes()).toEqual(['11×1 · 0.9090%', '5×1 · 0.1010%'])
    await person.click(screen.getByRole('button', { name: /^Chain 2 · 11 · 90% sure/ }))
    expect(screen.getByText('Made to begin with “␣Let”, which had a probability of 2 %.')).toBeTruthy()
    expect(screen.getByText('Let me add. 11')).toBeTruthy()
  })
})

describe('least-to-most', () => {
  const list = aStep({ kind: 'decomposition', text: ' 1. How many cans?' })

  it('shows each question with its answer, and what asked for the answer to all', async () => {
    const steps = [
      list,
      aStep({ kind: 'subanswer', text: ' Two.' }),
      aStep({ kind: 'subanswer', text: ' Eleven.' }),
      aStep({ kind: 'answer', text: ' 11.' }),
    ]
    const person = show({ strategy: 'least-to-most' }, { ...done, answer: '11', steps })
    await person.click(screen.getByRole('button', { name: /^Reasoning/ }))
    expect(screen.getByText('1. How many cans?', { selector: '.font-medium' })).toBeTruthy()
    expect(screen.getByText('2. The question itself')).toBeTruthy()
    expect(screen.getByText('Eleven.')).toBeTruthy()
    expect(screen.getByText('Therefore, the answer (arabic numerals) is').parentElement?.textContent).toBe(
      'Therefore, the answer (arabic numerals) is 11.',
    )
  })

  it('says that nothing was listed', async () => {
    const steps = [aStep({ kind: 'decomposition', text: ' Eleven.' }), aStep({ kind: 'answer', text: ' 11' })]
    const person = show({ strategy: 'least-to-most' }, { ...done, answer: '11', steps })
    await person.click(screen.getByRole('button', { name: /^Reasoning/ }))
    expect(screen.getByText(/^No subquestions could be read/)).toBeTruthy()
  })
})

describe('native thinking', () => {
  it('folds the thoughts away and shows the reply with what was read from it', () => {
    const steps = [aStep({ text: '<think>5 and 6.</think>\n\nHe has 11 balls.' })]
    show({ strategy: 'native' }, { ...done, answer: '11', reasoningText: '5 and 6.', steps })
    expect(screen.getByText('He has 11 balls.')).toBeTruthy()
    expect(screen.getByText('11')).toBeTruthy()
    expect(screen.queryByText('5 and 6.')).toBeNull()
  })

  it('that was cut off is no answer, and says so', () => {
    const steps = [aStep({ text: '<think>5 and 6 is 11', finishReason: 'length' })]
    show({ strategy: 'native' }, { ...done, finishReason: 'length', steps })
    expect(screen.getByText('No answer: it was still thinking when it was cut off.')).toBeTruthy()
    expect(screen.getByRole('button', { name: /cut at the token limit/ })).toBeTruthy()
  })
})
