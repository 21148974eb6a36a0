import { aPromptContent } from '@trialogue/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { openContent, openedContent, testPromptId } from './test-page.tsx'
import {
  isEdited,
  isSameContent,
  isUnsent,
  readEditedContent,
  replaceContent,
  useWorkspace,
} from './workspace.ts'

const content = aPromptContent()
const withSystem = (system: string) => ({ ...content, body: { ...content.body, system } })
const aDraft = (revision: number, draftContent = content) => ({
  promptId: testPromptId,
  revision,
  baseVersion: 2,
  content: draftContent,
  updatedAt: 0,
})

function opened() {
  const { open } = useWorkspace.getState()
  if (open === null) throw new Error('No prompt is open.')
  return open
}

beforeEach(() => useWorkspace.getState().close())

describe('workspace', () => {
  it('changes the content and knows what the server still has', () => {
    openContent(content)
    useWorkspace.getState().update((whole) => ({ ...whole, samples: 4 }))
    expect(openedContent().samples).toBe(4)
    expect(opened().sentContent.samples).toBe(1)
  })

  it('changes nothing when the same content comes back, or no prompt is open', () => {
    openContent(content)
    const before = opened()
    useWorkspace.getState().update((whole) => whole)
    expect(opened()).toBe(before)
    useWorkspace.getState().close()
    useWorkspace.getState().update((whole) => ({ ...whole, samples: 4 }))
    expect(useWorkspace.getState().open).toBeNull()
  })

  it('is edited until it says what its version says again', () => {
    openContent(content, { number: 1, content: structuredClone(content) })
    expect(isEdited(opened())).toBe(false)
    useWorkspace.getState().update(() => withSystem('Be brief.'))
    expect(isEdited(opened())).toBe(true)
    useWorkspace.getState().update(() => withSystem(''))
    expect(isEdited(opened())).toBe(false)
  })

  it('is edited while it has no version', () => {
    openContent(content)
    expect(isEdited(opened())).toBe(true)
  })

  it('goes on from a saved version, and keeps what was typed while it was saved', () => {
    openContent(content)
    useWorkspace.getState().continueFrom(aDraft(5), content)
    expect(opened()).toMatchObject({ revision: 5, baseVersion: 2 })
    expect(isEdited(opened())).toBe(false)

    useWorkspace.getState().update(() => withSystem('Typed meanwhile.'))
    useWorkspace.getState().continueFrom(aDraft(6), content)
    expect(openedContent().body.system).toBe('Typed meanwhile.')
    expect(opened().sentContent).not.toBe(opened().content)
    expect(isEdited(opened())).toBe(true)
  })
})

describe('the state of saving', () => {
  it('is over when a version was saved of what was on its way', () => {
    openContent(content)
    useWorkspace.getState().update(() => withSystem('Be brief.'))
    useWorkspace.setState({ saveState: 'saving' })
    useWorkspace.getState().continueFrom(aDraft(5, withSystem('Be brief.')), withSystem('Be brief.'))
    expect(useWorkspace.getState().saveState).toBe('saved')
    expect(isUnsent(opened())).toBe(false)
  })
})

describe('isSameContent', () => {
  it('does not care for the order of keys, but for everything else', () => {
    const { body, ...rest } = content
    expect(isSameContent(content, { ...rest, body })).toBe(true)
    expect(isSameContent(content, { ...content, values: content.values.toReversed() })).toBe(false)
    expect(isSameContent(content, { ...content, values: content.values.slice(1) })).toBe(false)
  })
})

it('edits the prompt of the column in scope, and the shared one again when another prompt is opened', () => {
  openContent(content)
  const write = (template: string) =>
    useWorkspace.getState().update((whole) => ({ ...whole, body: { ...whole.body, text: { template } } }))
  useWorkspace.setState({ scope: 'instruct' })
  write('Of its own.')
  expect(openedContent().body).toEqual(content.body)
  expect(openedContent().columns[1]?.body?.text.template).toBe('Of its own.')
  expect(readEditedContent()?.body.text.template).toBe('Of its own.')

  const own = openedContent()
  replaceContent(content)
  expect(openedContent()).toEqual(content)
  openContent(own)
  write('Of all.')
  expect(openedContent().body.text.template).toBe('Of all.')
})
