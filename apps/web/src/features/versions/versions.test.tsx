import { screen, waitFor, within } from '@testing-library/react'
import type { PromptContent, PromptVersion } from '@trialogue/contract'
import { samplePrompts } from '@trialogue/prompt'
import { describe, expect, it } from 'vitest'
import { openContent, openedContent, renderPart } from '../../lib/test-page.tsx'
import { useWorkspace } from '../../lib/workspace.ts'
import { en as versions } from './locales/en.ts'
import { SaveVersionDialog } from './save-version-dialog.tsx'
import { answerVersionRequests } from './test-server.ts'
import { VersionDialog } from './version-dialog.tsx'
import { VersionTimeline } from './version-timeline.tsx'
import type { VersionView } from './version-view.ts'

function withText(template: string): PromptContent {
  const [sample] = samplePrompts
  if (sample === undefined) throw new Error('There are no samples.')
  return { ...sample.content, body: { ...sample.content.body, text: { template } } }
}

const openedText = () => openedContent().body.text.template
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })

/** What was looked at last. */
let viewed: VersionView | null = null
const renderTimeline = () =>
  renderPart(
    <VersionTimeline
      onView={(view) => {
        viewed = view
      }}
    />,
    { versions },
  )

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
    await person.click(button('Retry'))
    await screen.findByText('v1')
  })
})

describe('looking at versions', () => {
  it('shows one, or compares it with the one it came from, the first one with the draft', async () => {
    answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'v2' }))
    expect(viewed).toEqual({ shown: 2, before: null })
    await person.click(button('Compare version 2 with the one it came from'))
    expect(viewed).toEqual({ shown: 2, before: 1 })
    await person.click(button('Compare version 1 with the draft'))
    expect(viewed).toEqual({ shown: 'draft', before: 1 })
  })

  it('finds versions by their messages', async () => {
    const server = answerVersionRequests([withText('One'), withText('Two')])
    server.versions[0] = { ...server.versions[0], message: 'Shorter' } as PromptVersion
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    const person = renderTimeline()
    await screen.findByText('v2')
    await person.type(screen.getByRole('searchbox'), 'Shorter')
    await waitFor(() => expect(screen.queryByText('v2')).toBeNull())
    await screen.findByText('v1')
    await person.type(screen.getByRole('searchbox'), ' still')
    await screen.findByText('No version has these words in its message.')
  })
})

describe('labels', () => {
  const row = (name: string) => screen.getByRole('button', { name })

  it('are put on a version with a reason, shown beside it, moved and taken away', async () => {
    const server = answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'More for version 1' }))
    await person.click(screen.getByRole('menuitem', { name: 'Labels…' }))
    await person.type(screen.getByRole('textbox', { name: 'Why' }), 'Tested')
    await person.click(row('Put here: production'))
    await screen.findByRole('button', { name: 'Take away: production' })
    expect(server.moves).toMatchObject([
      { name: 'production', fromNumber: null, toNumber: 1, note: 'Tested' },
    ])

    await person.type(screen.getByRole('textbox', { name: 'Another label' }), 'team-a{Enter}')
    await person.click(await screen.findByRole('button', { name: 'Take away: team-a' }))
    await screen.findByRole('button', { name: 'Put here: candidate' })
    await person.click(row('production'))
    await screen.findByText('Tested')
    await person.click(row('Close'))
    const [newest, oldest] = screen.getAllByRole('listitem')
    expect(newest?.textContent).toContain('latest')
    expect(oldest?.textContent).toContain('production')
    expect(oldest?.textContent).not.toContain('team-a')
  })

  it('are only called what a label may be called', async () => {
    answerVersionRequests([withText('One')])
    openContent(withText('One'), { number: 1, content: withText('One') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'More for version 1' }))
    await person.click(screen.getByRole('menuitem', { name: 'Labels…' }))
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Put here' })
    for (const name of ['latest', 'Production', 'with space', '...']) {
      await person.clear(screen.getByRole('textbox', { name: 'Another label' }))
      await person.type(screen.getByRole('textbox', { name: 'Another label' }), name)
      expect([name, add.disabled]).toEqual([name, true])
    }
  })
})

describe('editing from an old version', () => {
  it('makes it the parent of the next one, and saves what no version holds first', async () => {
    const server = answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Unsaved work'), { number: 2, content: withText('Two') })
    const person = renderTimeline()
    await person.click(await screen.findByRole('button', { name: 'More for version 1' }))
    await person.click(screen.getByRole('menuitem', { name: 'Edit from here' }))
    await person.click(button('Save, then edit from here'))
    await waitFor(() => expect(useWorkspace.getState().open).toMatchObject({ baseVersion: 1 }))
    expect(openedText()).toBe('One')
    expect(server.versions.at(-1)).toMatchObject({
      number: 3,
      parentNumber: 2,
      content: withText('Unsaved work'),
    })
  })
})

describe('the address of a version', () => {
  const renderView = (view: VersionView) =>
    renderPart(
      <VersionDialog
        view={view}
        onView={(next) => {
          viewed = next
        }}
      />,
      { versions },
    )

  it('shows it as it was saved', async () => {
    answerVersionRequests([withText('One'), withText('Two')])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    renderView({ shown: 1, before: null })
    const dialog = await screen.findByRole('dialog', { name: 'Version 1' })
    await within(dialog).findByText(/# text\s+One/)
    within(dialog).getByRole('rowheader', { name: 'columns.1.temperature' })
  })

  it('compares any two, and swaps them', async () => {
    answerVersionRequests([withText('One'), { ...withText('Two'), samples: 3 }])
    openContent(withText('Two'), { number: 2, content: withText('Two') })
    const person = renderView({ shown: 2, before: 1 })
    await screen.findByRole('cell', { name: 'samples' })
    await person.click(button('Swap the two'))
    expect(viewed).toEqual({ shown: 1, before: 2 })
  })

  it('says when there is no such version', async () => {
    answerVersionRequests([withText('One')])
    openContent(withText('One'), { number: 1, content: withText('One') })
    const person = renderView({ shown: 9, before: 1 })
    await screen.findByText(/There is no version 9 of this prompt/)
    await person.click(button('Show the versions there are'))
    expect(viewed).toBeNull()
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
