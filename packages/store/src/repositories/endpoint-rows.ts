import {
  type Endpoint,
  type EndpointModel,
  endpointModelSchema,
  endpointSettingsSchema,
  endpointTestSchema,
} from '@trialogue/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { EndpointModelTable, EndpointTable, Schema } from '../schema.ts'

/** What is kept of an endpoint; how it does just now is not. */
export type StoredEndpoint = Omit<Endpoint, 'rateLimit' | 'addresses'>

/** All that `names` names, or all there are, by name. */
export async function readEndpoints(
  queries: Kysely<Schema>,
  names?: readonly string[],
): Promise<StoredEndpoint[]> {
  let endpoints = queries.selectFrom('endpoints').selectAll().orderBy('name')
  let models = queries.selectFrom('endpoint_models').selectAll().orderBy('position')
  if (names !== undefined) {
    endpoints = endpoints.where('name', 'in', names)
    models = models.where('endpoint_name', 'in', names)
  }
  const modelRows = Map.groupBy(await models.execute(), (row) => row.endpoint_name)
  return (await endpoints.execute()).map((row) => toEndpoint(row, modelRows.get(row.name) ?? []))
}

/** Replaces an endpoint's list of models. */
export async function writeModels(
  queries: Kysely<Schema>,
  endpointName: string,
  models: readonly EndpointModel[],
): Promise<void> {
  await queries.deleteFrom('endpoint_models').where('endpoint_name', '=', endpointName).execute()
  const rows = models.map((model, position) => toModelRow(endpointName, model, position))
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await queries
      .insertInto('endpoint_models')
      .values(rows.slice(start, start + rowsPerInsert))
      .execute()
  }
}

/** With nine columns each, far below SQLite's limit of 32 766 values in one statement. */
const rowsPerInsert = 1_000

function toEndpoint(
  row: Selectable<EndpointTable>,
  models: readonly Selectable<EndpointModelTable>[],
): StoredEndpoint {
  return {
    name: row.name,
    api: row.api,
    urls: endpointSettingsSchema.shape.urls.parse(JSON.parse(row.urls)),
    allowsPrivate: row.allows_private === 1,
    concurrency: row.concurrency,
    keyHint: row.key_hint,
    models: models.map(toModel),
    lastTest: row.last_test === null ? null : endpointTestSchema.parse(JSON.parse(row.last_test)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toModel(row: Selectable<EndpointModelTable>): EndpointModel {
  return endpointModelSchema.parse({
    name: row.name,
    kind: row.kind,
    contextLength: row.context_length,
    capabilities: row.capabilities === null ? null : JSON.parse(row.capabilities),
    dialect: row.dialect === null ? null : JSON.parse(row.dialect),
    price: row.price === null ? null : JSON.parse(row.price),
    isEnabled: row.is_enabled === 1,
  })
}

function toModelRow(
  endpointName: string,
  model: EndpointModel,
  position: number,
): Insertable<EndpointModelTable> {
  return {
    endpoint_name: endpointName,
    name: model.name,
    position,
    kind: model.kind,
    context_length: model.contextLength,
    capabilities: model.capabilities === null ? null : JSON.stringify(model.capabilities),
    dialect: model.dialect === null ? null : JSON.stringify(model.dialect),
    price: model.price === null ? null : JSON.stringify(model.price),
    is_enabled: model.isEnabled ? 1 : 0,
  }
}
