import { AppError, defaultParameters, type EndpointModel, type ModelCapabilities } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import { defineProvider, type Provider } from '../providers/provider.ts'
import { describeModels } from './describe-model.ts'
import { endpointModelId } from './endpoint-model-id.ts'
import type { EndpointPlace } from './endpoint-place.ts'
import type { EndpointPlaces } from './endpoint-places.ts'
import { capabilitiesOf, type EndpointProtocol } from './endpoint-protocol.ts'
import { generateRemotely } from './generate-remotely.ts'

export interface RemoteProviderOptions {
  readonly places: EndpointPlaces
  readonly clock: Clock
}

/** Makes the provider of one API: the models of all endpoints that speak it. */
export function defineRemoteProvider(
  id: string,
  protocol: EndpointProtocol,
): (options: RemoteProviderOptions) => Provider {
  const capabilities: ModelCapabilities = protocol.capabilities
  return defineProvider<RemoteProviderOptions>({
    id,
    capabilities,
    create({ places, clock }) {
      const find = async (modelId: string): Promise<{ place: EndpointPlace; model: EndpointModel }> => {
        for (const place of await places.list(protocol.api)) {
          const { name, models } = place.connection
          const model = models.find((one) => endpointModelId(name, one.name) === modelId)
          if (model !== undefined) return { place, model }
        }
        const message = `There is no model "${modelId}". Choose one of the models that are listed.`
        throw new AppError('MODEL_NOT_FOUND', message, { details: { modelId } })
      }
      return {
        concurrencyOf: (modelId) => places.known(endpointOf(modelId))?.connection.concurrency ?? 1,
        listModels: async () => (await places.list(protocol.api)).flatMap(describeModels),
        async *generate(request, signal) {
          yield* generateRemotely({ ...(await find(request.modelId)), request, clock, signal })
        },
        async inspect(modelId, prompt) {
          const { model } = await find(modelId)
          const request = { modelId, prompt, parameters: defaultParameters, seed: 0, topLogprobs: null }
          const { modelInput } = protocol.plan(request, model, capabilitiesOf(protocol, model))
          // Its server has the tokenizer.
          return { modelInput, tokens: [], openingTokenId: null, contextLength: model.contextLength }
        },
        // All providers share the places.
        dispose: () => places.dispose(),
      }
    },
  })
}

function endpointOf(modelId: string): string {
  return /^endpoint:([^/]*)\//.exec(modelId)?.[1] ?? ''
}
