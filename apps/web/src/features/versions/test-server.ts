import type { Draft, PromptContent, PromptVersion } from '@trialogue/contract'
import { vi } from 'vitest'
import { testPromptId } from '../../lib/test-page.tsx'

type SaveBody = { message: string; parentNumber: number | null; content: PromptContent }

/**
 * For tests: answers the page's requests about versions from memory, by the contract, in place of the network.
 * Gives the versions so far, oldest first; `fail` makes the next request fail as a full disk would.
 */
export function answerVersionRequests(first: readonly PromptContent[] = []) {
  const versions: PromptVersion[] = []
  let isFailing = false
  const add = (
    fields: Pick<PromptVersion, 'content' | 'message' | 'parentNumber'>,
    restoredFrom: number | null,
  ) => {
    const number = versions.length + 1
    const version: PromptVersion = {
      id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
      promptId: testPromptId,
      number,
      restoredFromNumber: restoredFrom,
      contentSha256: '0'.repeat(64),
      createdAt: Date.now(),
      ...fields,
    }
    versions.push(version)
    return { version, draft: draftOf(version) }
  }
  for (const content of first) add({ content, message: '', parentNumber: versions.length || null }, null)

  vi.stubGlobal(
    'fetch',
    async (url: string, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
      if (isFailing) return Response.json(fullDisk, { status: 507 })
      const [, number, action] = /\/versions(?:\/(\d+))?(\/restore)?$/.exec(url) ?? []
      const asked = versions.find((version) => version.number === Number(number))
      if (method === 'GET' && number === undefined) return Response.json(pageOf(versions))
      if (method === 'GET') return Response.json(asked)
      if (action === undefined)
        return Response.json(add(JSON.parse(body ?? '') as SaveBody, null), { status: 201 })
      const { message } = JSON.parse(body ?? '') as { message: string }
      if (asked === undefined) throw new Error(`There is no version ${number}.`)
      const restored = add({ content: asked.content, message, parentNumber: versions.length }, asked.number)
      return Response.json(restored, { status: 201 })
    },
  )
  return { versions, fail: () => (isFailing = true) }
}

const fullDisk = {
  error: { code: 'DISK_FULL', message: 'The disk is full.', details: {}, requestId: 'test' },
}

function draftOf({ promptId, number, content }: PromptVersion): Draft {
  return { promptId, revision: number + 1, baseVersion: number, content, updatedAt: Date.now() }
}

function pageOf(versions: readonly PromptVersion[]) {
  const items = versions.toReversed().map(({ content: _, ...summary }) => summary)
  return { items, nextCursor: null }
}
