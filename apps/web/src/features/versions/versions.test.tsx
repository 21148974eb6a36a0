import { screen, waitFor, within } from '@testing-library/react'
import type { PromptContent } from '@trialogue/contract'
import { samplePrompts } from '@trialogue/prompt'
import { describe, expect, it } from 'vitest'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { en as versions } from './locales/en.ts'
import { SaveVersionDialog } from './save-version-dialog.tsx'
import { answerVersionRequests } from './test-server.ts'
import { VersionTimeline } from './version-timeline.tsx'

function withText(template: string): PromptContent {
  const [sample] = samplePrompts
  if (sample === undefined) throw new Error('There are no samples.')
  return { ...sample.content, body: { ...sample.content.body, text: { template } } }
}

const openedText = () => openedContent().body.text.template
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })
const renderTimeline = () => renderPart(<VersionTimeline />, { versions })

describe('saving a version', () => {
  function renderDialog() {
    const closed: boolean[] = []
    const person = renderPart(<SaveVersionDialog isOpen onOpenChange={(isOpen) => closed.push(!isOpen)} />, {
      versions,
    })
    return { person, closed }
  }

  it('is the next number, with its message, and the draft goes on from it', async () => {
    const server = answerVersionRequests([withText('One')])
    openContent(withText('Two'), { number: 1, content: withText('One') })
    const { person, closed } = renderDialog()
    await screen.findByText('This becomes version 2.')
    await person.type(screen.getByRole('textbox', { name: 'What changed' }), 'Two instead of one{Enter}')

    await waitFor(() => expect(closed).toEqual([true]))
    expect(server.versions.at(-1)).toMatchObject({
      number: 2,
      message: 'Two instead of one',
      parentNumber: 1,
      content: withText('Two'),
    })
    expect(useWorkspace.getState().open).toMatchObject({ baseVersion: 2, revision: 3 })
  })

  it('is not offered while nothing differs', async () => {
    answerVersionRequests([withText('One')])
    openContent(withText('One'), { number: 1, content: withText('One') })
    renderDialog()
    await screen.findByText('No changes to save: this is version 1.')
    expect(button('Save version').disabled).toBe(true)
  })

  it('says what went wrong and keeps the message', async () => {
    const server = answerVersionRequests()
    openContent(withText('One'))
    const { person, closed } = renderDialog()
    await screen.findByText('This becomes version 1.')
    server.fail()
    await person.type(screen.getByRole('textbox', { name: 'What changed' }), 'First')
    await person.click(button('Save version'))

    await screen.findByText(/The disk of the server is full/)
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'What changed' }).value).toBe('First')
    expect(closed).toEqual([])
  })
})

describe('the timeline', () => {
  it('teaches what it is for while there is no version', async () => {
    answerVersionRequests()
    openContent(withText('One'))
    renderTimeline()
    await screen.findByText('No version yet. Save one to come back to it later.')
  })

  it('lists the newest first and marks the one being edited', async () => {
    answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    renderTimeline()
    await screen.findByText('v2')
    const [newest, oldest] = screen.getAllByRole('listitem')
    expect(newest?.textContent).toContain('v2being edited')
    expect(oldest?.textContent).toContain('v1')
    expect(oldest?.textContent).not.toContain('being edited')
  })

  it('says when the server cannot be asked, and asks again', async () => {
    answerVersionRequests().fail()
    openContent(withText('One'))
    const person = renderTimeline()
    await screen.findByText(/The versions could not be loaded/)
    answerVersionRequests([withText('One')])
    await person.click(button('Try again'))
    await screen.findByText('v1')
  })
})

describe('restoring', () => {
  it('brings an old version back as a new one', async () => {
    const server = answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'Restore version 1' }))
    await person.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Restore' }))

    await screen.findByText('Restored from v1')
    expect(server.versions.map(({ number, restoredFromNumber }) => [number, restoredFromNumber])).toEqual([
      [1, null],
      [2, null],
      [3, 1],
    ])
    expect(openedText()).toBe('One')
    expect(useWorkspace.getState().open).toMatchObject({ baseVersion: 3 })
  })

  it('saves what no version holds yet, first', async () => {
    const server = answerVersionRequests([withText('One')])
    openContent(withText('Unsaved work'), { number: 1, content: withText('One') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'Restore version 1' }))
    screen.getByText(/changes that are not saved as a version/)
    await person.click(button('Save, then restore'))

    await screen.findByText('v3')
    expect(server.versions.map(({ content }) => content.body.text.template)).toEqual([
      'One',
      'Unsaved work',
      'One',
    ])
    expect(openedText()).toBe('One')
  })

  it('keeps everything as it is when it fails', async () => {
    const server = answerVersionRequests([withText('One')])
    openContent(withText('Unsaved work'), { number: 1, content: withText('One') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'Restore version 1' }))
    server.fail()
    await person.click(button('Save, then restore'))
    await screen.findByText(/The disk of the server is full/)
    expect(server.versions).toHaveLength(1)
    expect(openedText()).toBe('Unsaved work')
  })
})
