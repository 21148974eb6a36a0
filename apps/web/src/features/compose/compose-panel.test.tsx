import { screen, within } from '@testing-library/react'
import { samplePrompts } from '@trialogue/prompt'
import { describe, expect, it } from 'vitest'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { ComposePanel } from './compose-panel.tsx'
import { en as compose } from './locales/en.ts'

function open(name: string) {
  const sample = samplePrompts.find((candidate) => candidate.name === name)
  if (sample === undefined) throw new Error(`There is no sample named ${name}.`)
  openContent(sample.content)
  return renderPart(<ComposePanel />, { compose })
}

const openTennisBalls = () => open("Roger's tennis balls")
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const choose = (group: string, name: string) =>
  within(screen.getByRole('radiogroup', { name: group })).getByRole<HTMLButtonElement>('radio', { name })

describe('the prompt type', () => {
  it('keeps the texts of the other types', async () => {
    const person = openTennisBalls()
    const written = field('Prompt text').value
    await person.click(choose('Prompt type', 'Data'))
    await person.type(field('Introduction'), 'Solve it.')
    await person.click(choose('Prompt type', 'Chat'))
    await person.click(button('Add turn'))
    await person.type(field('Turn 1'), 'Hello')
    await person.click(choose('Prompt type', 'Text'))

    expect(field('Prompt text').value).toBe(written)
    expect(openedContent().body).toMatchObject({
      type: 'text',
      text: { template: written },
      data: { preamble: 'Solve it.' },
      chat: { turns: [{ role: 'user', template: 'Hello' }] },
    })
  })

  it('stays when the chosen one is pressed again', async () => {
    const person = openTennisBalls()
    await person.click(choose('Prompt type', 'Text'))
    expect(choose('Prompt type', 'Text').getAttribute('aria-checked')).toBe('true')
  })
})

describe('variables', () => {
  it('appear while they are written, say that they are empty, and take a value', async () => {
    const person = openTennisBalls()
    await person.type(field('Prompt text'), ' Think, {{{{who}}.')
    expect(screen.getByText('1 has no value')).toBeTruthy()
    expect(field('Value of who').getAttribute('aria-invalid')).toBe('true')

    await person.type(field('Value of who'), 'Ada')
    expect(screen.queryByText('1 has no value')).toBeNull()
    expect(openedContent().values).toContainEqual({ name: 'who', value: 'Ada' })
  })

  it('that are not written right are shown with what to do', async () => {
    const person = openTennisBalls()
    await person.clear(field('Prompt text'))
    await person.click(field('Prompt text'))
    await person.paste('Hello {{two words}}')
    expect(screen.getByText('{{two words}}').parentElement?.textContent).toMatch(/is no name for a variable/)
    await person.clear(field('Prompt text'))
    await person.paste('Hello {{name')
    screen.getByText(/has no partner\. Write {{name}}, or \\{{ for two plain braces\.$/)
    await person.clear(field('Prompt text'))
    await person.paste('Hello \\{{name')
    expect(screen.queryByText(/has no partner/)).toBeNull()
  })

  it('keep their value while they are gone from the text', async () => {
    const person = openTennisBalls()
    const written = field('Prompt text').value
    await person.clear(field('Prompt text'))
    expect(screen.queryByRole('textbox', { name: 'Value of balls' })).toBeNull()
    await person.click(field('Prompt text'))
    await person.paste(written)
    expect(field('Value of balls').value).toBe('5')
  })
})

describe('examples', () => {
  it('take rows pasted from a spreadsheet', async () => {
    const person = openTennisBalls()
    await person.click(choose('Prompt type', 'Data'))
    await person.click(button('Add example'))
    await person.click(field('Input, example 1'))
    await person.paste('1 + 1\tOne and one.\t2\r\n"2 +\n2"\t\t4\r\n')

    expect(openedContent().body.data.examples).toMatchObject([
      { inputs: ['1 + 1'], reasoning: 'One and one.', output: '2' },
      { inputs: ['2 +\n2'], reasoning: '', output: '4' },
    ])
  })

  it('take an ordinary text as text', async () => {
    const person = openTennisBalls()
    await person.click(choose('Prompt type', 'Data'))
    await person.click(button('Add example'))
    await person.click(field('Output, example 1'))
    await person.paste('two\nlines')
    expect(openedContent().body.data.examples).toMatchObject([{ output: 'two\nlines' }])
  })

  it('can be reordered, switched off and removed', async () => {
    const person = open('Sentiment of a review')
    const outputs = () => openedContent().body.data.examples.map(({ output }) => output)
    const before = outputs()
    expect(button('Move example 1 up').disabled).toBe(true)
    await person.click(button('Move example 2 up'))
    expect(outputs().slice(0, 2)).toEqual([before[1], before[0]])
    await person.click(screen.getByRole('switch', { name: 'Use example 1' }))
    expect(openedContent().body.data.examples[0]?.isEnabled).toBe(false)
    await person.click(button('Remove example 1'))
    expect(outputs()).toEqual([before[0], ...before.slice(2)])
  })
})
