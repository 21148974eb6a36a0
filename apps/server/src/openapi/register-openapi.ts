import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { componentSchemas } from './component-schemas.ts'

/** Writes the API down as OpenAPI 3.1 from the routes that are registered after this: `/api/openapi.json`, `/api/docs`. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  const schemaRegistry = componentSchemas()
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Trialogue',
        description: 'One prompt on a base, an instruction-tuned and a dialog-tuned model, side by side.',
        version: '0.1.0',
        license: { name: 'MIT', identifier: 'MIT' },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', logLevel: 'warn' })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
