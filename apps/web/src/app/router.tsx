import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router'
import { idSchema, toErrorRecord } from '@trialogue/contract'
import type { i18n } from 'i18next'
import { readGallerySearch } from '../features/gallery/gallery-search.ts'
import { readHistorySearch } from '../features/history/history-search.ts'
import { readRunSearch } from '../features/history/run-search.ts'
import { readModelsSearch } from '../features/models/models-search.ts'
import { readTestsSearch } from '../features/tests/tests-search.ts'
import { openPrompt } from '../lib/open-prompt.ts'
import { promptQuery } from '../lib/queries/prompts.ts'
import { findFirstPrompt, rememberLastPrompt } from './last-prompt.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { PageError } from './page-error.tsx'
import { PlaygroundPage } from './playground-page.tsx'
import { readPromptSearch, searchOfView, viewOfSearch } from './prompt-search.ts'
import { Shell } from './shell.tsx'

type RouterContext = { readonly queryClient: QueryClient; readonly i18n: i18n }

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Shell })

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: async ({ context }) => {
    const promptId = await findFirstPrompt(context.queryClient)
    if (promptId === null) throw notFound()
    throw redirect({ to: '/p/$promptId', params: { promptId }, replace: true })
  },
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

const promptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/p/$promptId',
  validateSearch: readPromptSearch,
  // Once per visit to a prompt: loading again would put the server's draft over what is being typed.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  loader: async ({ params: { promptId }, context, abortController }) => {
    if (!idSchema.safeParse(promptId).success) throw notFound()
    const keptMessage = context.i18n.t('conflict.message', { ns: 'app' })
    await Promise.all([
      context.queryClient.ensureQueryData(promptQuery(promptId)),
      openPrompt(promptId, { signal: abortController.signal, keptMessage }),
    ]).catch((thrown: unknown) => {
      throw toErrorRecord(thrown).code === 'NOT_FOUND' ? notFound() : thrown
    })
    rememberLastPrompt(promptId)
  },
  component: PlaygroundRoute,
})

function PlaygroundRoute() {
  const { promptId } = promptRoute.useParams()
  const search = promptRoute.useSearch()
  const navigate = promptRoute.useNavigate()
  return (
    <PlaygroundPage
      key={promptId}
      promptId={promptId}
      tab={search.tab ?? 'compose'}
      onTab={(next) => void navigate({ search: next === 'compose' ? {} : { tab: next }, replace: true })}
      view={viewOfSearch(search)}
      onView={(view) => void navigate({ search: searchOfView(search, view) })}
    />
  )
}

const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  validateSearch: readGallerySearch,
  component: lazyRouteComponent(() => import('./gallery-route.tsx'), 'GalleryRoute'),
})

const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history',
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(() => import('./history-route.tsx'), 'HistoryRoute'),
})

const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  validateSearch: readModelsSearch,
  component: lazyRouteComponent(() => import('./models-route.tsx'), 'ModelsRoute'),
})

const testsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tests',
  validateSearch: readTestsSearch,
  component: lazyRouteComponent(() => import('./tests-route.tsx'), 'TestsRoute'),
})

const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$runId',
  validateSearch: readRunSearch,
  loader: ({ params: { runId } }) => {
    if (!idSchema.safeParse(runId).success) throw notFound()
  },
  component: lazyRouteComponent(() => import('./run-route.tsx'), 'RunRoute'),
  notFoundComponent: lazyRouteComponent(() => import('../features/history/run-missing.tsx'), 'RunMissing'),
})

/** Every page and its address. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      settingsRoute,
      promptRoute,
      galleryRoute,
      historyRoute,
      testsRoute,
      modelsRoute,
      runRoute,
    ]),
    context,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
