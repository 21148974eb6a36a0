import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { samplePrompts } from '@trialogue/prompt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startContentHistory } from '../../lib/content-history.ts'
import { jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { ComposePanel } from './compose-panel.tsx'
import { en as compose } from './locales/en.ts'

function open(name: string) {
  const sample = samplePrompts.find((candidate) => candidate.name === name)
  if (sample === undefined) throw new Error(`There is no sample named ${name}.`)
  stubApi(() => jsonAnswer({ items: [], nextCursor: null }))
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

describe('undo', () => {
  let stop: () => void
  beforeEach(() => {
    stop = startContentHistory()
    openTennisBalls()
  })
  afterEach(() => stop())

  const type = async (person: UserEvent, name: string, text: string) => {
    await person.click(field(name))
    await person.paste(text)
  }

  it('takes back edits of any field, last one first, and shows where', async () => {
    const person = openTennisBalls()
    const written = field('Prompt text').value
    await type(person, 'Prompt text', ' Think.')
    await type(person, 'Expected answer (optional)', 'Eleven')
    await type(person, 'Value of balls', '0')

    await person.keyboard('{Control>}z{/Control}')
    expect(field('Value of balls').value).toBe('5')
    await person.keyboard('{Control>}z{/Control}')
    expect(field('Expected answer (optional)').value).toBe('')
    expect(document.activeElement).toBe(field('Expected answer (optional)'))
    await person.keyboard('{Control>}z{/Control}')
    expect(field('Prompt text').value).toBe(written)
    expect(field('Prompt text').selectionStart).toBe(written.length)

    await person.keyboard('{Control>}{Shift>}z{/Shift}{/Control}{Control>}y{/Control}')
    expect(openedContent()).toMatchObject({
      body: { text: { template: `${written} Think.` } },
      reference: 'Eleven',
    })
  })

  it('brings a renamed variable back whole', async () => {
    const person = openTennisBalls()
    const before = openedContent()
    await person.click(button('Actions for balls'))
    await person.click(screen.getByRole('menuitem', { name: /^Rename/ }))
    await person.clear(field('Name'))
    await person.type(field('Name'), 'count{Enter}')
    expect(openedContent().body.text.template).toContain('{{count}} tennis balls')
    expect(field('Value of count').value).toBe('5')

    await person.click(field('Value of count'))
    await person.keyboard('{Control>}z{/Control}')
    expect(openedContent()).toBe(before)
  })
})
