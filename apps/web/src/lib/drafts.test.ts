import type { Draft, ErrorCode, PromptContent, PromptVersion } from '@trialogue/contract'
import { anId, aPromptContent } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDraftSaving } from './drafts.ts'
import { type KeptDraft, readKeptDrafts } from './kept-drafts.ts'
import { discardRestored, openPrompt } from './open-prompt.ts'
import { resolveConflict } from './resolve-conflict.ts'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from './stub-api.ts'
import { openedContent } from './test-page.tsx'
import { useWorkspace } from './workspace.ts'

const promptId = anId(1)
const content = aPromptContent()
const withSystem = (system: string): PromptContent => ({ ...content, body: { ...content.body, system } })
const type = (system: string) => useWorkspace.getState().update(() => withSystem(system))
const open = () => openPrompt(promptId, { keptMessage: 'Kept' })
const keptText = async () => (await readKeptDrafts(promptId))[0]?.content.body.system
const state = () => useWorkspace.getState().saveState

/** A server with one prompt: drafts with revisions, versions, and a plug that can be pulled. */
class FakeServer {
  draft: Draft = { promptId, revision: 1, baseVersion: null, content, updatedAt: 0 }
  versions: PromptVersion[] = []
  isAway = false
  refusal: ErrorCode | null = null
  writes = 0

  answer(call: ApiCall): Response {
    if (this.isAway) throw new TypeError('fetch failed')
    if (call.method === 'PUT') return this.#saveDraft(call.body as Draft)
    if (call.method === 'POST')
      return this.#saveVersion(call.body as { message: string; content: PromptContent })
    return jsonAnswer(this.draft)
  }

  /** Somebody else's write. */
  write(other: PromptContent) {
    this.draft = { ...this.draft, revision: this.draft.revision + 1, content: other }
  }

  #saveDraft({ revision, content: written, baseVersion }: Draft): Response {
    this.writes += 1
    if (this.refusal !== null) return errorAnswer(this.refusal, 507)
    if (revision !== this.draft.revision)
      return errorAnswer('CONFLICT', 409, { revision: this.draft.revision })
    this.write(written)
    this.draft = { ...this.draft, baseVersion }
    return jsonAnswer(this.draft)
  }

  #saveVersion(body: { message: string; content: PromptContent }): Response {
    const number = this.versions.length + 1
    const version: PromptVersion = {
      id: anId(100 + number),
      promptId,
      number,
      parentNumber: null,
      restoredFromNumber: null,
      message: body.message,
      contentSha256: '',
      createdAt: 0,
      content: body.content,
    }
    this.versions.push(version)
    this.write(body.content)
    this.draft = { ...this.draft, baseVersion: number }
    return jsonAnswer({ version, draft: this.draft }, 201)
  }
}

let server: FakeServer
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  localStorage.clear()
  useWorkspace.getState().close()
  server = new FakeServer()
  stubApi((call) => server.answer(call))
  stop = startDraftSaving()
  await open()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('saving the draft', () => {
  it('writes once, a second after the last keystroke', async () => {
    type('B')
    await later(600)
    type('Be')
    expect(state()).toBe('saving')
    await later(999)
    expect(server.writes).toBe(0)
    await later(1)
    expect(server.writes).toBe(1)
    expect(server.draft.content.body.system).toBe('Be')
    expect(state()).toBe('saved')
  })

  it('writes at once when the window loses the focus', async () => {
    type('Be brief.')
    window.dispatchEvent(new Event('blur'))
    await later(0)
    expect(server.draft.content.body.system).toBe('Be brief.')
  })

  it('keeps the draft here while the server is away, and sends it when it is back', async () => {
    server.isAway = true
    type('Typed offline.')
    await later(1_000)
    expect(state()).toBe('kept-here')
    expect(await keptText()).toBe('Typed offline.')
    server.isAway = false
    await later(2_000)
    expect(state()).toBe('saved')
    expect(server.draft.content.body.system).toBe('Typed offline.')
    expect(await readKeptDrafts(promptId)).toEqual([])
  })

  it('writes while somebody types without a pause', async () => {
    for (let letters = 1; letters <= 30; letters += 1) {
      type('x'.repeat(letters))
      await later(100)
    }
    expect(server.draft.content.body.system.length).toBeGreaterThanOrEqual(20)
    expect(await keptText()).toHaveLength(30)
  })

  it('has kept every keystroke in the browser a third of a second later, until the server has it', async () => {
    type('Not sent yet.')
    await later(300)
    expect(server.writes).toBe(0)
    expect(await keptText()).toBe('Not sent yet.')
    await later(700)
    expect(await keptText()).toBeUndefined()
  })

  it('asks before the page is left only while the server does not take the draft', async () => {
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leave()).toBe(true)
    type('Not sent yet.')
    expect(leave()).toBe(true)
    server.isAway = true
    await later(1_000)
    expect(leave()).toBe(false)
  })

  it('says why when the server refuses the draft', async () => {
    server.refusal = 'DISK_FULL'
    type('No room.')
    await later(1_000)
    expect(state()).toBe('kept-here')
    expect(useWorkspace.getState().saveError?.code).toBe('DISK_FULL')
    server.refusal = null
    await later(2_000)
    expect(state()).toBe('saved')
    expect(useWorkspace.getState().saveError).toBeNull()
  })

  it('opens what was kept here after a crash, and sends it', async () => {
    server.isAway = true
    type('Before the crash.')
    await later(1_000)
    useWorkspace.getState().close()
    await later(0)
    server.isAway = false
    await open()
    expect(openedContent().body.system).toBe('Before the crash.')
    await later(1_000)
    expect(server.draft.content.body.system).toBe('Before the crash.')
  })

  it('sends what is unsent when another prompt is opened', async () => {
    type('Left behind.')
    useWorkspace.getState().close()
    await later(0)
    expect(server.draft.content.body.system).toBe('Left behind.')
  })
})

describe('after a page that ended', () => {
  /** What another page of this browser has left behind. */
  function leave(system: string, fields: Partial<KeptDraft> = {}) {
    const draft: KeptDraft = {
      promptId,
      pageId: `gone-${system}`,
      keptAt: 60_000,
      isLeaving: false,
      revision: 1,
      baseVersion: null,
      content: withSystem(system),
      lastSent: null,
      ...fields,
    }
    localStorage.setItem(`trialogue.draft.${promptId}.${draft.pageId}`, JSON.stringify(draft))
  }
  const restored = () => useWorkspace.getState().restored

  it('restores its work, says since when, and can go back', async () => {
    leave('Before the crash.')
    await open()
    expect(openedContent().body.system).toBe('Before the crash.')
    expect(restored()?.keptAt).toBe(60_000)
    await later(1_000)
    expect(server.draft.content.body.system).toBe('Before the crash.')
    discardRestored()
    expect(restored()).toBeNull()
    expect(openedContent()).toEqual(content)
    await later(1_000)
    expect(server.draft.content).toEqual(content)
  })

  it('says nothing of work that was only on its way when the page was left', async () => {
    leave('On its way.', { isLeaving: true })
    await open()
    expect(openedContent().body.system).toBe('On its way.')
    expect(restored()).toBeNull()
  })

  it('takes a draft for its own that it had sent, though no answer came', async () => {
    leave('Typed after sending.', { lastSent: withSystem('Sent.') })
    server.write(withSystem('Sent.'))
    await open()
    await later(1_000)
    expect(state()).toBe('saved')
    expect(server.draft.content.body.system).toBe('Typed after sending.')
  })

  it('takes a draft for its own that arrives while the next page is loading', async () => {
    leave('Sent while leaving.', { isLeaving: true })
    await open()
    server.write(withSystem('Sent while leaving.'))
    type('Typed on the next page.')
    await later(1_000)
    expect(state()).toBe('saved')
    expect(server.draft.content.body.system).toBe('Typed on the next page.')
  })

  it('asks when somebody else wrote since', async () => {
    leave('Mine.')
    server.write(withSystem('Theirs.'))
    await open()
    await later(1_000)
    expect(state()).toBe('conflict')
    expect(openedContent().body.system).toBe('Mine.')
  })

  it('goes on with the newest work and makes versions of the others', async () => {
    leave('Older.', { keptAt: 1_000 })
    leave('Newest.', { keptAt: 2_000 })
    await open()
    await later(1_000)
    expect(openedContent().body.system).toBe('Newest.')
    expect(server.versions.map((version) => [version.message, version.content.body.system])).toEqual([
      ['Kept', 'Older.'],
    ])
    expect(server.draft.content.body.system).toBe('Newest.')
    expect(state()).toBe('saved')
  })

  it('leaves alone what a page keeps that still lives, and what it cannot read', async () => {
    leave('Typed in another window.')
    localStorage.setItem(`trialogue.draft.${promptId}.broken`, '{"content": 1}')
    vi.stubGlobal('navigator', {
      ...navigator,
      locks: { query: async () => ({ held: [{ name: 'trialogue.page.gone-Typed in another window.' }] }) },
    })
    await open()
    expect(openedContent()).toEqual(content)
    expect(localStorage.length).toBe(2)
  })
})

describe('a conflict', () => {
  beforeEach(async () => {
    server.write(withSystem('Theirs.'))
    type('Mine.')
    await later(1_000)
  })

  it('is said, loses no text, and stops writing', async () => {
    expect(state()).toBe('conflict')
    expect(openedContent().body.system).toBe('Mine.')
    expect(server.draft.content.body.system).toBe('Theirs.')
    type('Mine, and more.')
    await later(5_000)
    expect(server.draft.content.body.system).toBe('Theirs.')
    expect(await keptText()).toBe('Mine, and more.')
  })

  it('can end with mine; theirs becomes a version', async () => {
    await resolveConflict('mine', 'Kept')
    expect(server.draft.content.body.system).toBe('Mine.')
    expect(server.versions.map((version) => version.content.body.system)).toEqual(['Theirs.'])
    expect(state()).toBe('saved')
  })

  it('keeps what is typed while it is being ended', async () => {
    const ending = resolveConflict('mine', 'Kept')
    type('Mine, and more.')
    await ending
    expect(openedContent().body.system).toBe('Mine, and more.')
    await later(1_000)
    expect(server.draft.content.body.system).toBe('Mine, and more.')
  })

  it('can end with theirs; mine becomes a version', async () => {
    await resolveConflict('theirs', 'Kept')
    expect(openedContent().body.system).toBe('Theirs.')
    expect(server.versions.map((version) => version.content.body.system)).toEqual(['Mine.'])
    expect(state()).toBe('saved')
  })
})

it('is no conflict when both wrote the same', async () => {
  server.write(withSystem('The same.'))
  type('The same.')
  await later(1_000)
  expect(state()).toBe('saved')
})
