import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import type { UserEvent } from '@testing-library/user-event'
import type { Run } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { renderPart } from '../../lib/test-page.tsx'
import { en as history } from './locales/en.ts'

/** For tests: a part of the history where links work. Gives the person who uses it, and the address they are at. */
export function renderHistory(part: ReactNode): { person: UserEvent; address: () => string } {
  const memory = createMemoryHistory({ initialEntries: ['/history'] })
  const router = createRouter({ routeTree: createRootRoute(), history: memory })
  const person = renderPart(<RouterContextProvider router={router}>{part}</RouterContextProvider>, {
    history,
  })
  return { person, address: () => memory.location.href }
}

/** For tests: a server with these runs and models; `more` answers what else is asked. Gives the calls so far. */
export function serveRuns(
  runs: readonly Run[],
  more: (call: ApiCall) => Response | undefined = () => undefined,
): readonly ApiCall[] {
  return stubApi((call) => {
    const other = more(call)
    if (other !== undefined) return other
    const [, id] = /^\/api\/runs\/([^/?]+)$/.exec(call.path) ?? []
    const run = runs.find((one) => one.id === id)
    if (run !== undefined) return jsonAnswer(run)
    if (call.path === '/api/models') return jsonAnswer({ items: [], nextCursor: null })
    return errorAnswer('NOT_FOUND', 404)
  })
}
