import { defaultParameters, type RunRequest } from '@trialogue/contract'
import { aPromptBody, aRunRequest, aVariant } from '@trialogue/testing'

/**
 * A run that takes its time: the bundled models write `maxTokens` tokens that are drawn almost at random
 * (temperature 2), so that hardly any generation ends early. Seeded: it is the same each time.
 */
export function wanderingRun(
  kinds: readonly ('base' | 'instruct' | 'dialog')[],
  size: { items?: number; samples?: number; maxTokens: number },
): RunRequest {
  const { items = 1, samples = 1, maxTokens } = size
  return aRunRequest({
    body: aPromptBody({ text: { template: 'Tell me about number {{number}}.' } }),
    variants: kinds.map((kind) =>
      aVariant({
        id: kind,
        modelId: `wren-${kind}`,
        parameters: { ...defaultParameters, temperature: 2, maxTokens, seed: 7 },
      }),
    ),
    items: Array.from({ length: items }, (_, index) => ({
      values: [{ name: 'number', value: `${index}` }],
      reference: null,
    })),
    samples,
  })
}
