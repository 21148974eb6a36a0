import { AppError } from '@trialogue/contract'
import type { FastifyRequest } from 'fastify'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that change something and come from a page of another origin (cross-site request forgery,
 * OWASP ASVS 5.0 3.5.1). `same-site` is refused too: another port of localhost is another program.
 * Requests without either header come from programs, not from browsers.
 */
export async function guardOrigin(request: FastifyRequest): Promise<void> {
  if (safeMethods.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignOrigin()
  const origin = request.headers.origin
  if (origin !== undefined && hostOf(origin) !== request.headers.host?.toLowerCase()) throw foreignOrigin()
}

/** Host and port; the scheme is left out because a proxy in front may speak https. Null for `Origin: null`. */
function hostOf(origin: string): string | null {
  return /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())?.[1] ?? null
}

function foreignOrigin(): AppError {
  return new AppError('ORIGIN_NOT_ALLOWED', 'Changes are accepted only from Trialogue’s own pages.')
}
