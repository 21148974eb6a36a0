import { screen, waitFor } from '@testing-library/react'
import { aPromptContent } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openContent, openedContent, renderPart } from '../../../lib/test-page.tsx'
import { en as compose } from '../locales/en.ts'
import { TextPart } from '../text-part.tsx'
import { VariableDialogs } from './variable-dialogs.tsx'
import { VariablesList } from './variables-list.tsx'

function open(change: Parameters<typeof aPromptContent>[0] = {}) {
  openContent(aPromptContent(change))
  const page = (
    <>
      <TextPart />
      <VariablesList />
      <VariableDialogs />
    </>
  )
  return renderPart(page, { compose })
}

const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const menuItem = (name: RegExp | string) => screen.getByRole('menuitem', { name })

afterEach(() => vi.restoreAllMocks())

describe('variables', () => {
  it('appear while they are written, say that they are empty, and take a value', async () => {
    const person = open()
    await person.type(field('Prompt text'), ' Think, {{{{who}}.')
    expect(screen.getByText('1 has no value')).toBeTruthy()
    expect(field('Value of who').getAttribute('aria-invalid')).toBe('true')
    expect(
      screen.getAllByRole('textbox', { name: /^Value of/ }).map((one) => one.getAttribute('aria-label')),
    ).toEqual(['balls', 'cans', 'perCan', 'who'].map((name) => `Value of ${name}`))

    await person.type(field('Value of who'), 'Ada')
    expect(screen.queryByText('1 has no value')).toBeNull()
    expect(openedContent().values).toContainEqual({ name: 'who', value: 'Ada' })
  })

  it('that are not written right are shown with what to do, once typing pauses', async () => {
    const person = open()
    await person.clear(field('Prompt text'))
    await person.paste('Hello {{two words}}')
    const wrong = await screen.findByText('{{two words}}')
    expect(wrong.parentElement?.textContent).toMatch(/is no name for a variable/)
    await person.clear(field('Prompt text'))
    await person.paste('Hello {{name')
    await screen.findByText(/has no partner\. Write {{name}}, or \\{{ for two plain braces\.$/)
    await person.clear(field('Prompt text'))
    await person.paste('Hello \\{{name')
    await waitFor(() => expect(screen.queryByText(/has no partner/)).toBeNull())
  })

  it('that are gone leave their value behind, to be removed or brought back', async () => {
    const person = open({ reference: '' })
    const written = field('Prompt text').value
    await person.clear(field('Prompt text'))
    expect(screen.queryByRole('textbox', { name: 'Value of balls' })).toBeNull()
    expect(screen.getByText('3 values that this prompt does not use')).toBeTruthy()
    await person.click(button('Remove cans'))
    expect(screen.getByText('2 values that this prompt does not use')).toBeTruthy()

    await person.click(field('Prompt text'))
    await person.paste(written)
    expect(field('Value of balls').value).toBe('5')
    expect(field('Value of cans').value).toBe('')
  })

  it('of another type of prompt are not offered for removal', () => {
    const { body, values } = aPromptContent()
    open({ body, values: [...values, { name: 'name', value: 'Ada' }] })
    expect(screen.getByText('used in Chat')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Remove name' })).toBeNull()
  })

  it('cannot be renamed to one there is, nor to what is no name', async () => {
    const person = open()
    await person.click(field('Value of balls'))
    await person.keyboard('{F2}')
    await person.clear(field('Name'))
    await person.type(field('Name'), 'cans')
    expect(screen.getByText(/There is a variable cans already/)).toBeTruthy()
    expect(button('Rename').disabled).toBe(true)
    await person.type(field('Name'), ' x')
    expect(screen.getByText(/^A name starts with/)).toBeTruthy()
    expect(openedContent().body.text.template).toContain('{{balls}}')
  })

  it('are made of what is selected', async () => {
    const person = open()
    const { value } = field('Prompt text')
    const at = value.indexOf('tennis')
    await person.pointer([
      { target: field('Prompt text'), offset: at, keys: '[MouseLeft>]' },
      { offset: at + 6 },
      { keys: '[/MouseLeft]' },
    ])
    await person.click(button('Make variable…'))
    expect(field('Its value').value).toBe('tennis')
    await person.type(field('Name'), 'sport{Enter}')
    expect(field('Prompt text').value).toContain('{{balls}} {{sport}} balls')
    expect(field('Value of sport').value).toBe('tennis')
  })

  it('take a text from a file, and say why they cannot', async () => {
    const person = open()
    const choose = async (file: File) => {
      vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function click(
        this: HTMLInputElement,
      ) {
        Object.defineProperty(this, 'files', { value: [file] })
        this.dispatchEvent(new Event('change'))
      })
      await person.click(button('Actions for balls'))
      await person.click(menuItem('Load from file…'))
    }
    await choose(new File(['one\r\ntwo'], 'a.txt'))
    await waitFor(() => expect(field('Value of balls').value).toBe('one\ntwo'))
    await choose(new File(['x'.repeat(200_001)], 'b.txt'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/larger than 200 kB/)
    await person.type(field('Value of balls'), '!')
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('hidden characters', () => {
  it('are named with their place, and taken out', async () => {
    const person = open()
    await person.clear(field('Prompt text'))
    await person.paste('Hi\n a\u200bb\u202e')
    expect((await screen.findByText('2 hidden characters:')).parentElement?.textContent).toContain(
      'zero-width space (U+200B) in line 2, column 3.',
    )
    await person.click(button('Remove'))
    expect(field('Prompt text').value).toBe('Hi\n ab')
    await waitFor(() => expect(screen.queryByText(/hidden character/)).toBeNull())
  })
})

it('keeps the expected answer with the prompt', async () => {
  const person = open()
  await person.type(field('Expected answer (optional)'), '11')
  expect(openedContent().reference).toBe('11')
})
