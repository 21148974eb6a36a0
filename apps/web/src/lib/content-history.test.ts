import { aPromptContent } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { redo, startContentHistory, undo, updateWithNotice, useContentHistory } from './content-history.ts'
import { openContent, openedContent } from './test-page.tsx'
import { useWorkspace } from './workspace.ts'

const content = aPromptContent({ reference: '' })
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  useWorkspace.getState().close()
  stop = startContentHistory()
  openContent(content)
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const write = (reference: string) => useWorkspace.getState().update((whole) => ({ ...whole, reference }))
const setSystem = (system: string) =>
  useWorkspace.getState().update((whole) => ({ ...whole, body: { ...whole.body, system } }))
/** Presses a key for each character, in the field that the expected answer is written in. */
const type = (text: string) => {
  for (const character of text) write(openedContent().reference + character)
}
const pastCount = () => useContentHistory.getState().past.length

describe('undo', () => {
  it('takes typing back word by word, and redo brings it again', () => {
    type('one two')
    expect(undo()).toEqual({ place: 'reference', text: { before: 'one two', after: 'one' } })
    undo()
    expect(openedContent().reference).toBe('')
    expect(undo()).toBeNull()
    redo()
    redo()
    expect(openedContent().reference).toBe('one two')
    expect(redo()).toBeNull()
  })

  it('begins a new step after a pause, in another field, when deleting begins, and for a paste', () => {
    type('on')
    vi.advanceTimersByTime(1_001)
    type('ce')
    expect(pastCount()).toBe(2)
    setSystem('S')
    type('!')
    expect(pastCount()).toBe(4)
    write('once')
    write('onc')
    expect(pastCount()).toBe(5)
    write(`${'pasted '.repeat(5)}`)
    type('x')
    expect(pastCount()).toBe(7)
  })

  it('goes through all fields in the order in which they were edited', () => {
    type('answer')
    setSystem('Be brief.')
    useWorkspace.getState().update((whole) => ({ ...whole, samples: 3 }))
    undo()
    expect(openedContent()).toMatchObject({ samples: 1, reference: 'answer' })
    expect(undo()).toMatchObject({ place: 'body.system' })
    undo()
    expect(openedContent()).toBe(content)
  })

  it('forgets what was undone once something else is written', () => {
    type('one')
    undo()
    setSystem('S')
    expect(redo()).toBeNull()
  })

  it('is not disturbed by saving', () => {
    type('one')
    const draft = { promptId: '', revision: 2, baseVersion: 1, content: structuredClone(openedContent()) }
    const promptId = useWorkspace.getState().open?.promptId ?? ''
    useWorkspace.getState().continueFrom({ ...draft, promptId, updatedAt: 0 }, draft.content)
    expect(pastCount()).toBe(1)
    undo()
    expect(openedContent().reference).toBe('')
  })

  it('goes back over a restored version, and not into another prompt', () => {
    const promptId = useWorkspace.getState().open?.promptId ?? ''
    const other = { revision: 3, baseVersion: 1, updatedAt: 0, content: { ...content, samples: 5 } }
    useWorkspace.getState().openDraft({ ...other, promptId }, null)
    undo()
    expect(openedContent().samples).toBe(1)
    useWorkspace.getState().openDraft({ ...other, promptId: '01890000-0000-7000-8000-000000000002' }, null)
    expect(undo()).toBeNull()
  })
})

it('a notice stands until the next edit', () => {
  updateWithNotice((whole) => ({ ...whole, values: [] }), { area: 'variables', text: 'Removed' })
  expect(useContentHistory.getState().past.at(-1)?.notice?.text).toBe('Removed')
  undo()
  expect(openedContent().values).toHaveLength(3)
  expect(useContentHistory.getState().past).toEqual([])
})
