import type { ProviderModel } from '../providers/provider.ts'
import { endpointModelId } from './endpoint-model-id.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import { capabilitiesOf } from './endpoint-protocol.ts'

/** The models of an endpoint that are offered, as the engine lists them. */
export function describeModels({ connection, protocol, outbound }: EndpointPlace): ProviderModel[] {
  const addresses = outbound.addresses()
  const down = addresses.every(({ state }) => state === 'down') ? (addresses[0]?.error ?? null) : null
  return connection.models
    .filter(({ isEnabled }) => isEnabled)
    .map((model) => ({
      id: endpointModelId(connection.name, model.name),
      name: model.name,
      kind: model.kind,
      family: familyOf(model.name),
      source: 'endpoint',
      // It is loaded there, for all that is known here.
      status: down === null ? 'ready' : 'error',
      contextLength: model.contextLength,
      capabilities: capabilitiesOf(protocol, model),
      price: model.price,
      description: `${model.name} on ${connection.name}`,
      error: down,
      languages: [],
      ...unknown,
    }))
}

const unknown = {
  parameterCount: null,
  sizeBytes: null,
  licence: null,
  executionProvider: null,
  deviceReason: null,
  cachePath: null,
  plainReason: null,
  precision: null,
  sha256: null,
  repository: null,
  folder: null,
  memoryBytes: null,
  memoryNeedBytes: null,
  idleSince: null,
}

/** `meta-llama/Llama-3.1-8B-Instruct` and `meta-llama/Llama-3.1-8B` are of one family. */
function familyOf(name: string): string {
  return name.replace(/[-:_](?:base|pt|text|instruct|inst|chat|it|dialog)$/i, '')
}
