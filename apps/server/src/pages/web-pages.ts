import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { AppError } from '@trialogue/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { unbuiltPage } from './unbuilt-page.ts'

const oneYear = 'public, max-age=31536000, immutable'

/**
 * Serves the built web app from `webDir`. Any other address that a browser opens as a page gets its `index.html`,
 * because the app routes inside the page; anything else that is not there is a NOT_FOUND.
 */
export async function registerWebPages(app: FastifyInstance, webDir: string): Promise<void> {
  const isBuilt = existsSync(join(webDir, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webDir,
      cacheControl: false,
      setHeaders: (response, path) => {
        // The names of files under assets/ carry a hash of their content.
        const isHashed = path.startsWith(join(webDir, 'assets') + sep)
        response.header('cache-control', isHashed ? oneYear : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (!isPageRequest(request)) throw notFound(request)
    return isBuilt ? reply.sendFile('index.html') : sendUnbuiltPage(reply)
  })
}

function isPageRequest({ method, url, headers }: FastifyRequest): boolean {
  const isApi = url === '/api' || url.startsWith('/api/')
  const isRead = method === 'GET' || method === 'HEAD'
  return isRead && !isApi && (headers.accept ?? '').includes('text/html')
}

function sendUnbuiltPage(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(unbuiltPage)
}

function notFound(request: FastifyRequest): AppError {
  return new AppError('NOT_FOUND', 'There is nothing at this address.', {
    details: { method: request.method },
  })
}
