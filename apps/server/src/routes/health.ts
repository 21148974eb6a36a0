import type { FastifyInstance } from 'fastify'

export interface HealthChecks {
  /** Whether the database can be read. */
  isStoreReadable(): boolean
  countModels(): Promise<number>
}

/** `/livez`: the process answers. `/readyz`: it can also read its database and has a model. Neither gives details. */
export function registerHealth(app: FastifyInstance, checks: HealthChecks): void {
  app.get('/livez', { schema: { hide: true } }, async () => ({ status: 'alive' }))
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    const isReady = await checkReady(checks).catch((error: unknown) => {
      request.log.error({ err: error }, 'The readiness check failed')
      return false
    })
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' })
  })
}

async function checkReady(checks: HealthChecks): Promise<boolean> {
  return checks.isStoreReadable() && (await checks.countModels()) > 0
}
