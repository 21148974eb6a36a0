import { screen } from '@testing-library/react'
import { samplePrompts } from '@trialogue/prompt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startContentHistory } from '../../../lib/content-history.ts'
import { openContent, openedContent, renderPart } from '../../../lib/test-page.tsx'
import { en as compose } from '../locales/en.ts'
import { DataPart } from './data-part.tsx'

const sample = samplePrompts.find(({ content }) => content.body.type === 'data')

function open(examples: readonly (readonly [string, string])[] = []) {
  if (sample === undefined) throw new Error('There is no data sample.')
  const { content } = sample
  openContent({
    ...content,
    reasoning: { ...content.reasoning, strategy: 'off' },
    body: {
      ...content.body,
      data: {
        preamble: '',
        inputHeaders: ['Word'],
        outputHeader: 'Kind',
        examples: examples.map(([input, output], index) => ({
          id: `${index}`,
          isEnabled: true,
          inputs: [input],
          reasoning: '',
          output,
        })),
        query: [''],
      },
    },
  })
  return renderPart(<DataPart />, { compose })
}

const data = () => openedContent().body.data
const rows = () => data().examples.map(({ inputs, output }) => [...inputs, output].join(' | '))
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const menuItem = (name: RegExp | string) => screen.getByRole('menuitem', { name })
const three = [
  ['red', 'color'],
  ['four', 'number'],
  ['oak', 'tree'],
] as const

let stop: () => void
beforeEach(() => {
  stop = startContentHistory()
})
afterEach(() => stop())

describe('by keyboard', () => {
  it('rows are written one after the other', async () => {
    const person = open()
    await person.click(button('Add example'))
    expect(document.activeElement).toBe(field('Word, example 1'))
    await person.keyboard('red')
    await person.tab()
    await person.keyboard('color{Enter}four')
    await person.tab()
    await person.keyboard('num{Shift>}{Enter}{/Shift}ber')
    expect(rows()).toEqual(['red | color', 'four | num\nber'])
  })

  it('arrows go from cell to cell where the cursor can go no further', async () => {
    const person = open(three)
    await person.click(field('Word, example 1'))
    await person.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(field('Kind, example 1'))
    await person.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(field('Kind, example 2'))
    await person.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(field('Word, example 2'))
    await person.keyboard('{ArrowLeft}')
    expect(field('Word, example 2').selectionStart).toBe(3)
    await person.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement).toBe(field('Word to complete'))
    field('Word to complete').setSelectionRange(0, 0)
    await person.keyboard('{ArrowUp}')
    expect(document.activeElement).toBe(field('Word, example 3'))
  })

  it('Tab goes through one row only, and rows are moved with Ctrl, Shift and an arrow', async () => {
    const person = open(three)
    expect(field('Word, example 2').tabIndex).toBe(-1)
    await person.click(field('Word, example 2'))
    expect([field('Word, example 2').tabIndex, field('Word, example 1').tabIndex]).toEqual([0, -1])
    await person.keyboard('{Control>}{Shift>}{ArrowUp}{/Shift}{/Control}')
    expect(rows()).toEqual(['four | number', 'red | color', 'oak | tree'])
    expect(document.activeElement).toBe(field('Word, example 1'))
  })
})

describe('a paste', () => {
  it('from a spreadsheet fills cells and adds rows', async () => {
    const person = open(three.slice(0, 1))
    await person.click(field('Word, example 1'))
    await person.paste('blue\tcolor\r\n"five\n5"\tnumber\r\n')
    expect(rows()).toEqual(['blue | color', 'five\n5 | number'])
    expect(screen.getByText(/^Pasted 2 rows\./)).toBeTruthy()
    await person.type(field('Kind, example 1'), '!')
    expect(screen.queryByText(/^Pasted/)).toBeNull()
  })

  it('one column wider brings the reasoning', async () => {
    const person = open(three)
    await person.click(field('Word, example 1'))
    await person.paste('blue\tLike the sky.\tcolor')
    expect(data().examples[0]).toMatchObject({ reasoning: 'Like the sky.', output: 'color' })
    expect(field('Reasoning, example 1').value).toBe('Like the sky.')
  })

  it('with headers offers to take them', async () => {
    const person = open()
    await person.click(button('Add example'))
    await person.paste('Input,Output\nred,color\nfour,number')
    expect(rows()).toHaveLength(3)
    await person.click(button('Use as headers'))
    expect(data()).toMatchObject({ inputHeaders: ['Input'], outputHeader: 'Output' })
    expect(rows()).toEqual(['red | color', 'four | number'])
  })

  it('of an ordinary text stays one', async () => {
    const person = open(three)
    await person.clear(field('Kind, example 1'))
    await person.paste('two\nlines, and more')
    expect(rows()[0]).toBe('red | two\nlines, and more')
  })
})

describe('rows and columns', () => {
  it('are duplicated, switched off and deleted, and come back', async () => {
    const person = open(three)
    await person.click(button('Actions for example 1'))
    await person.click(menuItem('Duplicate'))
    expect(rows().slice(0, 2)).toEqual(['red | color', 'red | color'])
    await person.click(screen.getByRole('checkbox', { name: 'Use example 1' }))
    expect(data().examples[0]?.isEnabled).toBe(false)
    expect(screen.getByText(/1 off/)).toBeTruthy()

    await person.click(button('Actions for example 2'))
    await person.click(menuItem('Delete'))
    expect(rows()).toHaveLength(3)
    expect(screen.getByText('Deleted example 2.')).toBeTruthy()
    await person.click(button('Undo'))
    expect(rows()).toHaveLength(4)
    expect(screen.queryByText('Deleted example 2.')).toBeNull()
  })

  it('columns are added, renamed and deleted with their cells', async () => {
    const person = open(three)
    await person.click(button('Actions for the table'))
    await person.click(menuItem('Add input column'))
    await person.type(field('Input 2, example 1'), 'bright')
    await person.clear(field('Header of input 2'))
    await person.type(field('Header of input 2'), 'Hint')
    expect(field('Hint, example 1').value).toBe('bright')

    await person.click(button('Delete the column “Word”'))
    expect(data()).toMatchObject({ inputHeaders: ['Hint'], query: [''] })
    expect(rows()[0]).toBe('bright | color')
    await person.click(button('Undo'))
    expect(rows()[0]).toBe('red | bright | color')
  })

  it('says where there are hidden characters, and takes them out', async () => {
    const person = open([...three, ['a\u200bb', '']])
    expect(screen.getByText('There are hidden characters in example 4.')).toBeTruthy()
    await person.click(button('Remove'))
    expect(rows()[3]).toBe('ab | ')
  })
})
