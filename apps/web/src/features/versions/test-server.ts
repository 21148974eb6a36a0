import type { Draft, PromptContent, PromptVersion } from '@trialogue/contract'
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

  stubApi(({ method, path, body }: ApiCall) => {
    if (isFailing) return errorAnswer('DISK_FULL', 507)
    const [, number, restore] = /\/versions(?:\/(\d+))?(\/restore)?$/.exec(path) ?? []
    const named = versions.find((version) => String(version.number) === number)
    if (method === 'GET') return jsonAnswer(number === undefined ? pageOf(versions) : named)
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
    fail: () => {
      isFailing = true
    },
  }
}

function draftOf({ promptId, number, content }: PromptVersion): Draft {
  return { promptId, revision: number + 1, baseVersion: number, content, updatedAt: Date.now() }
}

function pageOf(versions: readonly PromptVersion[]) {
  const items = versions.toReversed().map(({ content: _, ...summary }) => summary)
  return { items, nextCursor: null }
}
