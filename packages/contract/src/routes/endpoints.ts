import { z } from 'zod'
import {
  endpointModelSchema,
  endpointNameSchema,
  endpointSchema,
  endpointSettingsSchema,
  endpointTestSchema,
} from '../endpoint.ts'
import { pageSchema } from '../ids.ts'
import { defineRoute } from './route.ts'

const params = z.strictObject({ name: endpointNameSchema })
/** Only ever sent to the origin of the address that it was entered for. */
const keySchema = z
  .string()
  .trim()
  .max(4_000)
  .regex(/^[\x21-\x7e]+$/, 'A key has letters, digits and signs without spaces.')

export const endpointRoutes = {
  listEndpoints: defineRoute({
    method: 'GET',
    path: '/api/endpoints',
    summary: 'The servers that run models for us, by name.',
    tag: 'endpoints',
    response: pageSchema(endpointSchema),
  }),
  getEndpoint: defineRoute({
    method: 'GET',
    path: '/api/endpoints/:name',
    summary: 'One endpoint.',
    tag: 'endpoints',
    params,
    response: endpointSchema,
  }),
  createEndpoint: defineRoute({
    method: 'POST',
    path: '/api/endpoints',
    summary:
      'Connects a server. CONFLICT for a name that is taken, ADDRESS_BLOCKED for an address that may not be used.',
    tag: 'endpoints',
    body: endpointSettingsSchema.extend({ key: keySchema.nullable() }),
    status: 201,
    response: endpointSchema,
  }),
  updateEndpoint: defineRoute({
    method: 'PATCH',
    path: '/api/endpoints/:name',
    summary:
      'Changes what is given. Another host than before forgets the key, unless a new one comes with it.',
    tag: 'endpoints',
    params,
    body: endpointSettingsSchema
      .omit({ name: true })
      .partial()
      .extend({ key: keySchema.nullable().optional() }),
    response: endpointSchema,
  }),
  deleteEndpoint: defineRoute({
    method: 'DELETE',
    path: '/api/endpoints/:name',
    summary: 'Forgets a server and its key. Generations that it made stay.',
    tag: 'endpoints',
    params,
    status: 204,
  }),
  testEndpoint: defineRoute({
    method: 'POST',
    path: '/api/endpoints/:name/test',
    summary: 'Asks the server for its models and finds out what one of them can do; keeps both.',
    tag: 'endpoints',
    params,
    body: z.strictObject({ modelName: z.string().min(1).max(200).nullable() }),
    response: endpointTestSchema,
  }),
  updateEndpointModel: defineRoute({
    method: 'PATCH',
    path: '/api/endpoints/:name/models',
    summary: 'Corrects what is known of one of its models, or adds a model that the server does not list.',
    tag: 'endpoints',
    params,
    body: endpointModelSchema.omit({ capabilities: true, dialect: true }).partial().required({ name: true }),
    response: endpointSchema,
  }),
}
