import './lib/zod-without-eval.ts'

import './styles/theme.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { loadTexts } from './app/i18n.ts'
import { createQueryClient } from './app/query-client.ts'
import { createAppRouter } from './app/router.tsx'
import { fetchLaterParts } from './components/lazy-part.tsx'
import { startContentHistory } from './lib/content-history.ts'
import { startFlushingEdits } from './lib/deferred-edits.ts'
import { startDraftSaving } from './lib/drafts.ts'
import { createI18n, readLanguage } from './lib/i18n.ts'
import { followSystemTheme } from './lib/theme.ts'

/** Shows the page once the texts of its language have come. */
async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root.')
  const language = readLanguage()
  document.documentElement.lang = language
  followSystemTheme()
  startFlushingEdits()
  startDraftSaving()
  startContentHistory()
  const queryClient = createQueryClient()
  const i18n = createI18n({ [language]: await loadTexts(language) }, language)
  const router = createAppRouter({ queryClient, i18n })
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nextProvider>
    </StrictMode>,
  )
  // When the first screen stands and nobody waits for anything.
  setTimeout(() => void fetchLaterParts(), 3_000)
}

void start()
