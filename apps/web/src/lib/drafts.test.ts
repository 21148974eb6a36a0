import type { Draft, PromptContent, PromptVersion } from '@trialogue/contract'
import { anId, aPromptContent } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPrompt, resolveConflict, startDraftSaving } from './drafts.ts'
import { readKeptDraft } from './kept-drafts.ts'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from './stub-api.ts'
import { openedContent } from './test-page.tsx'
import { useWorkspace } from './workspace.ts'

const promptId = anId(1)
const content = aPromptContent()
const withSystem = (system: string): PromptContent => ({ ...content, body: { ...content.body, system } })
const type = (system: string) => useWorkspace.getState().update(() => withSystem(system))
const state = () => useWorkspace.getState().saveState

/** A server with one prompt: drafts with revisions, versions, and a plug that can be pulled. */
class FakeServer {
  draft: Draft = { promptId, revision: 1, baseVersion: null, content, updatedAt: 0 }
  versions: PromptVersion[] = []
  isAway = false
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
  await openPrompt(promptId)
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
    expect(readKeptDraft(promptId)?.content.body.system).toBe('Typed offline.')
    server.isAway = false
    await later(2_000)
    expect(state()).toBe('saved')
    expect(server.draft.content.body.system).toBe('Typed offline.')
    expect(readKeptDraft(promptId)).toBeNull()
  })

  it('opens what was kept here after a crash, and sends it', async () => {
    server.isAway = true
    type('Before the crash.')
    await later(1_000)
    useWorkspace.getState().close()
    await later(0)
    server.isAway = false
    await openPrompt(promptId)
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
    expect(readKeptDraft(promptId)?.content.body.system).toBe('Mine, and more.')
  })

  it('can end with mine; theirs becomes a version', async () => {
    await resolveConflict('mine', 'Kept')
    expect(server.draft.content.body.system).toBe('Mine.')
    expect(server.versions.map((version) => version.content.body.system)).toEqual(['Theirs.'])
    expect(state()).toBe('saved')
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
