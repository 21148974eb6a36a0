import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import type { PromptContent } from '@trialogue/contract'
import type { Resource } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { vi } from 'vitest'
import { createI18n } from './i18n.ts'
import { en as words } from './locales/en.ts'
import { useWorkspace } from './workspace.ts'

/** The prompt that tests open. */
export const testPromptId = '01890000-0000-7000-8000-000000000001'

/**
 * For tests: shows a part of the page in English, on a narrow screen (plain fields instead of Monaco), with the
 * feature's own texts. Gives the person who uses it.
 */
export function renderPart(part: ReactNode, texts: Resource[string]): UserEvent {
  cleanup()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  const resources = { words, ...texts }
  const i18n = createI18n({ en: resources, 'zh-CN': resources }, 'en')
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={queryClient}>
      <I18nextProvider i18n={i18n}>{part}</I18nextProvider>
    </QueryClientProvider>,
  )
  return userEvent.setup()
}

/** For tests: opens a draft as the server would give it; `base` is the content of the version it was edited from. */
export function openContent(
  content: PromptContent,
  base: { number: number; content: PromptContent } | null = null,
): void {
  const draft = {
    promptId: testPromptId,
    revision: 1,
    baseVersion: base?.number ?? null,
    content,
    updatedAt: 0,
  }
  useWorkspace.getState().openDraft(draft, base?.content ?? null)
}

/** For tests: the content on screen as it stands. */
export function openedContent(): PromptContent {
  const { open } = useWorkspace.getState()
  if (open === null) throw new Error('No prompt is open.')
  return open.content
}
