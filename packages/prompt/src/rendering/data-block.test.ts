import type { DataPart, ModelPrompt } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, planGeneration } from '../index.ts'

function render(change: Partial<DataPart>): ModelPrompt {
  const [column] = blankContent.columns
  if (column === undefined) throw new Error('blank content has columns')
  const data = { ...blankContent.body.data, ...change }
  const body = { ...blankContent.body, type: 'data' as const, data }
  return planGeneration({ ...blankContent, body, kind: 'base', parameters: column.parameters }).first[0]
    .prompt
}

const text = (expected: string) => ({ form: 'text', text: expected })

describe('the headers of a data prompt', () => {
  it('have one colon, whether or not it was typed', () => {
    expect(
      render({ inputHeaders: ['input:', ' Sum '], outputHeader: 'output:', query: ['Dee', '5 + 6'] }),
    ).toEqual(text('input: Dee\nSum: 5 + 6\noutput:'))
  })

  it('may be empty', () => {
    expect(render({ inputHeaders: [''], outputHeader: '', query: ['just this'] })).toEqual(
      text('just this\n'),
    )
  })
})

describe('the cells of a data prompt', () => {
  it('are empty where a row is too short, and left out where it is too long', () => {
    expect(render({ inputHeaders: ['A', 'B'], query: ['one'] })).toEqual(text('A: one\nB:\nOutput:'))
    expect(render({ inputHeaders: ['A'], query: ['one', 'two'] })).toEqual(text('A: one\nOutput:'))
  })

  it('keep their line ends', () => {
    expect(render({ inputHeaders: ['Text'], query: ['two\nlines'] })).toEqual(
      text('Text: two\nlines\nOutput:'),
    )
  })
})
