import type { z } from 'zod'

type Schema = z.ZodType
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One entry of the API: the server must have a handler for it, the page's client is derived from it, and
 * `/api/openapi.json` is written from it. `stream` marks a server-sent event stream of `response` events.
 */
export interface Route<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | undefined = Schema | undefined,
> {
  readonly method: HttpMethod
  /** Path with `:name` parameters, `/api/...`. */
  readonly path: `/api/${string}`
  readonly summary: string
  readonly tag: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly status: 200 | 201 | 202 | 204
  readonly response: Response
  readonly stream: boolean
}

type RouteInput<P, Q, B, R> = {
  method: HttpMethod
  path: `/api/${string}`
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  status?: 200 | 201 | 202 | 204
  response?: R
  stream?: boolean
}

/** Defines a route; what is left out is `undefined`, status 200, no stream. */
export function defineRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(input: RouteInput<P, Q, B, R>): Route<P, Q, B, R> {
  return {
    method: input.method,
    path: input.path,
    summary: input.summary,
    tag: input.tag,
    params: input.params as P,
    query: input.query as Q,
    body: input.body as B,
    status: input.status ?? 200,
    response: input.response as R,
    stream: input.stream ?? false,
  }
}

type Out<S> = S extends Schema ? z.output<S> : undefined
type In<S> = S extends Schema ? z.input<S> : undefined

/** What a handler receives and a handler returns, after validation. */
export type RouteParams<T extends Route> = Out<T['params']>
export type RouteQuery<T extends Route> = Out<T['query']>
export type RouteBody<T extends Route> = Out<T['body']>
export type RouteResponse<T extends Route> = Out<T['response']>
/** What a caller may send: fields with defaults are optional. */
export type RouteQueryInput<T extends Route> = In<T['query']>
export type RouteBodyInput<T extends Route> = In<T['body']>
