import type { Draft, LabelMove, PromptContent, PromptVersion, VersionLabel } from '@trialogue/contract'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { testPromptId } from '../../lib/test-page.tsx'

type NewVersion = Pick<PromptVersion, 'content' | 'message' | 'parentNumber'>

/**
 * For tests: answers the page's calls about versions from memory, as the server would.
 * Gives the versions so far, oldest first; after `fail` every call fails as on a full disk.
 */
export function answerVersionRequests(first: readonly PromptContent[] = []) {
  const versions: PromptVersion[] = []
  let isFailing = false
  const add = (fields: NewVersion, restoredFromNumber: number | null = null) => {
    const number = versions.length + 1
    const version: PromptVersion = {
      id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
      promptId: testPromptId,
      number,
      restoredFromNumber,
      contentSha256: '0'.repeat(64),
      createdAt: Date.now(),
      ...fields,
    }
    versions.push(version)
    return { version, draft: draftOf(version) }
  }
  for (const content of first) add({ content, message: '', parentNumber: versions.length || null })

  const labels = new FakeLabels(versions)
  stubApi((call: ApiCall) => {
    const { method, path, body } = call
    if (isFailing) return errorAnswer('DISK_FULL', 507)
    if (path.includes('/labels')) return labels.answer(call)
    const [, number, restore] = /\/versions(?:\/(\d+))?(\/restore)?$/.exec(path) ?? []
    const named = versions.find((version) => String(version.number) === number)
    if (method === 'GET' && number === undefined) return jsonAnswer(pageOf(versions, path))
    if (method === 'GET') return named === undefined ? errorAnswer('NOT_FOUND', 404) : jsonAnswer(named)
    if (restore === undefined) return jsonAnswer(add(body as NewVersion), 201)
    if (named === undefined) return errorAnswer('NOT_FOUND', 404)
    const { message } = body as { message: string }
    return jsonAnswer(
      add({ content: named.content, message, parentNumber: versions.length }, named.number),
      201,
    )
  })
  return {
    versions,
    moves: labels.moves,
    fail: () => {
      isFailing = true
    },
  }
}

function draftOf({ promptId, number, content }: PromptVersion): Draft {
  return { promptId, revision: number + 1, baseVersion: number, content, updatedAt: Date.now() }
}

function pageOf(versions: readonly PromptVersion[], path: string) {
  const search = new URLSearchParams(path.split('?')[1]).get('search') ?? ''
  const items = versions
    .toReversed()
    .filter(({ message }) => message.includes(search))
    .map(({ content: _, ...summary }) => summary)
  return { items, nextCursor: null }
}

/** Labels as the server keeps them: one place per name, every move remembered. */
class FakeLabels {
  readonly moves: LabelMove[] = []
  readonly #labels = new Map<string, VersionLabel>()
  readonly #versions: readonly PromptVersion[]

  constructor(versions: readonly PromptVersion[]) {
    this.#versions = versions
  }

  answer({ method, path, body }: ApiCall): Response {
    const [, name = '', moves] = /\/labels(?:\/([^/?]+))?(\/moves)?/.exec(path) ?? []
    if (moves !== undefined) {
      return this.#page(this.moves.filter((move) => move.name === name).toReversed())
    }
    if (method === 'GET') return this.#page([...this.#latest(), ...this.#labels.values()])
    const { versionNumber = null, note = '' } = (body ?? {}) as { versionNumber?: number; note?: string }
    const label = { promptId: testPromptId, name, versionNumber: versionNumber ?? 0, note, setAt: Date.now() }
    this.moves.push({
      id: `01890000-0000-7000-9000-${String(this.moves.length + 1).padStart(12, '0')}`,
      name,
      fromNumber: this.#labels.get(name)?.versionNumber ?? null,
      toNumber: versionNumber,
      note,
      createdAt: Date.now(),
    })
    if (versionNumber === null) this.#labels.delete(name)
    else this.#labels.set(name, label)
    return versionNumber === null ? new Response(null, { status: 204 }) : jsonAnswer(label)
  }

  #latest(): VersionLabel[] {
    const newest = this.#versions.at(-1)
    if (newest === undefined) return []
    const { number, createdAt } = newest
    return [{ promptId: testPromptId, name: 'latest', versionNumber: number, note: '', setAt: createdAt }]
  }

  #page(items: readonly object[]): Response {
    return jsonAnswer({ items, nextCursor: null })
  }
}
