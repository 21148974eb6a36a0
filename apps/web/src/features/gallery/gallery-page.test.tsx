import { screen, within } from '@testing-library/react'
import { galleryTopics } from '@trialogue/prompt'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderPart } from '../../lib/test-page.tsx'
import { GalleryPage } from './gallery-page.tsx'
import { type GallerySearch, readGallerySearch } from './gallery-search.ts'
import { en as gallery } from './locales/en.ts'

afterEach(() => vi.unstubAllGlobals())

function show(search: GallerySearch = {}, state: { isOpening?: boolean; error?: Error | null } = {}) {
  const searches: GallerySearch[] = []
  const opened: string[] = []
  const person = renderPart(
    <GalleryPage
      search={search}
      onSearch={(next) => searches.push(next)}
      onOpen={({ name, content }) => opened.push(`${name}: ${content.body.type}`)}
      isOpening={state.isOpening ?? false}
      error={state.error ?? null}
      menu={null}
      corner={null}
    />,
    { gallery },
  )
  return { person, searches, opened }
}

const titles = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)

describe('the gallery', () => {
  it('shows every sample under its topic, with what it teaches and for whom it is made', () => {
    show()
    const topics = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
    expect(topics).toEqual(galleryTopics.map((topic) => gallery.topic[topic]))
    expect(titles().toSorted()).toEqual(
      Object.values(gallery.sample)
        .map(({ title }) => title)
        .toSorted(),
    )
    const reading = within(screen.getByRole('region', { name: 'Give it a text to read' }))
    const [card] = reading.getAllByRole('listitem')
    expect(card?.textContent).toBe(
      `Facts into fields${gallery.sample['person-facts'].lesson}Zero-shot · ExtractionInstructDialogOpen`,
    )
  })

  it('narrows to a topic, a kind and words in any order and case', () => {
    show({ topic: 'reasoning', kind: 'base' })
    expect(titles()).toEqual(['A base model reasons'])
    show({ q: 'EXAMPLES spam' })
    expect(titles()).toEqual(['Spam by examples'])
    show({ q: 'singular' })
    expect(titles()).toEqual(['A rule that nobody names'])
    show({ q: 'self-consistency' })
    expect(titles()).toEqual(['Five chains vote'])
  })

  it('tells each filter with the ones that are set already', async () => {
    const { person, searches } = show({ topic: 'chat' })
    await person.type(screen.getByRole('searchbox', { name: 'Search samples' }), 'n')
    await person.click(screen.getByRole('radio', { name: 'Dialog' }))
    await person.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(searches).toEqual([{ topic: 'chat', q: 'n' }, { topic: 'chat', kind: 'dialog' }, {}])
  })

  it('says that nothing was found, and offers to begin again', async () => {
    const { person, searches } = show({ q: 'haiku' })
    expect(screen.getByRole('status').textContent).toBe('No sample has all of that.')
    expect(screen.queryAllByRole('heading', { level: 2 })).toEqual([])
    const [, last] = screen.getAllByRole('button', { name: 'Clear filters' })
    if (last === undefined) throw new Error('There is no way back.')
    await person.click(last)
    expect(searches).toEqual([{}])
  })

  it('opens a sample as a prompt of its title, once', async () => {
    const { person, opened } = show()
    await person.click(screen.getByRole('button', { name: 'Open Spam by examples' }))
    expect(opened).toEqual(['Spam by examples: data'])
    const busy = show({}, { isOpening: true })
    await busy.person.click(screen.getByRole('button', { name: 'Open Spam by examples' }))
    expect(busy.opened).toEqual([])
  })

  it('says why a sample could not be opened', () => {
    show({}, { error: new Error('No disk.') })
    expect(screen.getByText(/The sample could not be opened\./).textContent).not.toBe('')
  })
})

it('reads the filters of an address, and leaves out what is none', () => {
  expect(readGallerySearch({ q: 3, topic: 'chat', kind: 'base' })).toEqual({
    q: '3',
    topic: 'chat',
    kind: 'base',
  })
  expect(readGallerySearch({ q: {}, topic: 'cooking', kind: 1 })).toEqual({})
})
