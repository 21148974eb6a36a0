import {
  AppError,
  errorBodySchema,
  generationRoutes,
  labelRoutes,
  modelRoutes,
  promptLossRoutes,
  promptRoutes,
  type Route,
  type RouteBodyInput,
  type RouteParams,
  type RouteQuery,
  type RouteResponse,
  runRoutes,
} from '@trialogue/contract'

type Sending = { readonly signal?: AbortSignal; readonly keepalive?: boolean }
type ClientRequest<T extends Route> = Sending &
  (T['params'] extends undefined ? unknown : { readonly params: RouteParams<T> }) &
  (T['query'] extends undefined ? unknown : { readonly query?: Partial<RouteQuery<T>> }) &
  (T['body'] extends undefined ? unknown : { readonly body: RouteBodyInput<T> })

/** One function per route: `client.createRun({ body })`. Throws AppError, OFFLINE when unreachable. */
type ClientOf<Table extends Readonly<Record<string, Route>>> = {
  // A stream has a reader of its own: `event-stream.ts`.
  readonly [Id in Exclude<keyof Table, 'streamRunEvents' | 'streamExperimentEvents'>]: (
    request: ClientRequest<Table[Id]>,
  ) => Promise<RouteResponse<Table[Id]>>
}

type AnyRequest = Sending & {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** Makes the functions for a table of routes. */
export function createClient<Table extends Readonly<Record<string, Route>>>(table: Table): ClientOf<Table> {
  const calls: Record<string, (request: never) => Promise<unknown>> = Object.fromEntries(
    Object.entries(table).map(([id, route]) => [id, (request: AnyRequest) => send(route, request)]),
  )
  return calls as ClientOf<Table>
}

/**
 * What the playground calls, and whatever is about prompts and runs. The routes of the models page come with that page
 * (`models-client.ts`): the first screen does not wait for their schemas.
 */
export const client = createClient({
  ...modelRoutes,
  ...promptRoutes,
  ...labelRoutes,
  ...runRoutes,
  ...generationRoutes,
  ...promptLossRoutes,
})

/** The address of a route: `:name` replaced by the parameter, undefined query fields left out. */
export function buildUrl(route: Route, request: Pick<AnyRequest, 'params' | 'query'>): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(request.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

/** Turns an answer with an error status into the AppError that its body carries. */
export async function readError(response: Response): Promise<AppError> {
  const parsed = errorBodySchema.safeParse(await response.json().catch(() => null))
  if (parsed.success) {
    const { code, message, details, requestId } = parsed.data.error
    return new AppError(code, message, { details: { ...details, requestId } })
  }
  // Not our server's words: a proxy in front of it, or something else on its port.
  const code = response.status >= 500 ? 'OFFLINE' : 'INTERNAL'
  return new AppError(code, `The server answered ${response.status} without saying why. Try again.`, {
    details: { status: response.status },
  })
}

/** What an unreachable server is called, whoever tried to reach it. */
export function offlineError(cause: unknown): AppError {
  return new AppError('OFFLINE', 'The Trialogue server cannot be reached. Check that it is running.', {
    cause,
  })
}

async function send(route: Route, request: AnyRequest): Promise<unknown> {
  const response = await fetch(buildUrl(route, request), {
    method: route.method,
    headers: request.body === undefined ? {} : { 'content-type': 'application/json' },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    keepalive: request.keepalive ?? false,
  }).catch((cause: unknown) => {
    if (request.signal?.aborted) throw cause
    throw offlineError(cause)
  })
  if (!response.ok) throw await readError(response)
  if (route.response === undefined) return undefined
  return route.response.parse(await response.json())
}
