import { defaultParameters } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'

/** Lets a model write two tokens: how that ended, or the code of the error that it ended with. */
export async function outcomeOf(engine: Engine, modelId: string): Promise<string> {
  const request = {
    modelId,
    prompt: { form: 'text', text: 'Once' } as const,
    parameters: { ...defaultParameters, maxTokens: 2 },
    seed: 1,
    topLogprobs: null,
  }
  try {
    for await (const event of engine.generate(request, new AbortController().signal)) {
      if (event.type === 'finished') return event.finishReason
    }
    return 'nothing'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)
  }
}
