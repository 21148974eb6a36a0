import { screen } from '@testing-library/react'
import { samplePrompts } from '@trialogue/prompt'
import { useMemo } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useCommands } from '../../../lib/commands.ts'
import { startContentHistory } from '../../../lib/content-history.ts'
import { openContent, openedContent, renderPart } from '../../../lib/test-page.tsx'
import { en as compose } from '../locales/en.ts'
import { ChatPart } from './chat-part.tsx'

const run = vi.fn()

/** Offers to run the prompt, as the playground does. */
function Page() {
  useCommands(useMemo(() => [{ id: 'run.all', group: 'run', title: 'Run', shortcut: 'run-all', run }], []))
  return <ChatPart />
}

function open() {
  const sample = samplePrompts.find(({ content }) => content.body.type === 'chat')
  if (sample === undefined) throw new Error('There is no chat sample.')
  openContent(sample.content)
  return renderPart(<Page />, { compose })
}

const chat = () => openedContent().body.chat
const shown = () => chat().turns.map(({ role, template }) => `${role}: ${template.slice(0, 5)}`)
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name })
const menuItem = (name: RegExp | string) => screen.getByRole('menuitem', { name })
const all = ['user: Hi, I', 'assistant: Hello', 'user: My fa', 'assistant: That ', 'user: What ']

let stop: () => void
beforeEach(() => {
  stop = startContentHistory()
})
afterEach(() => stop())

describe('a conversation', () => {
  it('grows by turns of the other side, ready to be written', async () => {
    const person = open()
    expect(screen.getByText('The model writes the next turn.')).toBeTruthy()
    await person.click(button('Add turn'))
    expect(document.activeElement).toBe(field('Turn 6'))
    await person.keyboard('You are')
    expect(shown().at(-1)).toBe('assistant: You a')
    expect(screen.getByText(/^The model goes on with the last turn/)).toBeTruthy()
  })

  it('takes turns in between, moves and deletes them, and gives them back', async () => {
    const person = open()
    await person.click(button('Actions for turn 1'))
    await person.click(menuItem('Insert a turn above'))
    expect(shown()[0]).toBe('assistant: ')
    await person.click(button('Actions for turn 1'))
    await person.click(menuItem('Move down'))
    expect(shown().slice(0, 2)).toEqual(['user: Hi, I', 'assistant: '])
    await person.click(button('Actions for turn 2'))
    await person.click(menuItem('Delete this turn'))
    expect(shown()).toEqual(all)
    await person.click(button('Undo'))
    expect(shown()).toHaveLength(6)
  })
})

describe('branches', () => {
  it('keep what followed, and are leafed through', async () => {
    const person = open()
    await person.click(button('Actions for turn 3'))
    await person.click(menuItem(/^Branch/))
    await person.clear(field('Turn 3'))
    await person.paste('I am a diver.')
    expect(shown()).toEqual([...all.slice(0, 2), 'user: I am '])
    expect(screen.getByText('2/2')).toBeTruthy()

    await person.click(button('Previous branch'))
    expect(shown()).toEqual(all)
    await person.click(button('Next branch'))
    expect(field('Turn 3').value).toBe('I am a diver.')

    await person.click(button('Actions for turn 3'))
    await person.click(menuItem('Delete this branch (1 turn)'))
    expect(shown()).toEqual(all)
    expect(screen.queryByText('2/2')).toBeNull()
  })

  it('are made by running again from a turn', async () => {
    const person = open()
    run.mockClear()
    await person.click(button(/^Rerun from turn 2;/))
    expect(shown()).toEqual(all.slice(0, 1))
    expect(run).toHaveBeenCalledTimes(1)
    expect(screen.getByText('A new branch: nothing is said on it yet.')).toBeTruthy()
    await person.click(button('Previous branch'))
    expect(shown()).toEqual(all)
    expect(chat().branches).toEqual([])
  })
})
