import type { EnginePrompt } from '@trialogue/contract'
import type { Examination } from './examination.ts'

export const counting = 'Count from 1 to 9, separated by commas. Write nothing else.'
export const inventing = 'Write one strange sentence about a bird.'

export function asChat(content: string, thinking?: boolean): EnginePrompt {
  const chat = { form: 'chat' as const, messages: [{ role: 'user' as const, content }], assistantPrefix: '' }
  return thinking === undefined ? chat : { ...chat, thinking }
}

/** What the makers' own APIs say that they can do is tried once; what they have no words for is absent. */
export async function examineChat(
  examination: Examination,
  offers: { readonly seed: boolean; readonly logprobs: boolean },
): Promise<void> {
  const { capabilities } = examination
  let usageIsTold = false
  let textEvents = 0
  const writes = await examination.check('chat', async () => {
    const { text, finished, ...sample } = await sampleAdapting(examination)
    usageIsTold = finished.usage.isEstimated === undefined
    textEvents = sample.textEvents
    return { works: text !== '', detail: text === '' ? 'It wrote nothing.' : '' }
  })
  await examination.check('completion', async () => ({
    works: false,
    detail: 'This API has conversations only.',
  }))
  if (!writes) return
  await examination.check('streaming', async () => ({ works: textEvents > 0 }))
  await examination.check('usage', async () => ({ works: usageIsTold }))
  await examination.check('stop', async () => {
    const { text } = await examination.sample({ prompt: asChat(counting), stop: ['5'] })
    return { works: !text.includes('5') }
  })
  const heedsSeed = await examination.check('seed', async () => {
    if (!offers.seed) return { works: false, detail: 'This API has no seeds.' }
    return { works: await isRepeatable(examination, asChat(inventing)) }
  })
  examination.heed('seed', heedsSeed)
  capabilities.logprobs = offers.logprobs
  capabilities.logprobs = await examination.check('logprobs', async () => {
    if (!offers.logprobs) return { works: false, detail: 'This API tells no probabilities.' }
    const { logprobCount } = await examination.sample({ prompt: asChat(counting), topLogprobs: 2 })
    return { works: logprobCount > 0 }
  })
  await examination.check('prompt-logprobs', async () => ({
    works: false,
    detail: 'This API does not tell them.',
  }))
  capabilities.thinking = true
  capabilities.thinking = await examination.check('reasoning', async () => {
    const { text } = await examination.sample({ prompt: asChat('What is 17 + 28?', true), maxTokens: 256 })
    return { works: text.startsWith('<think>') }
  })
  await examination.check('sampling', async () => {
    const missing = ['topK', 'minP', 'repetitionPenalty'].filter((name) =>
      capabilities.unsupported.some((one) => one === name),
    )
    return {
      works: missing.length < 3,
      detail: missing.length === 0 ? '' : `Not heeded: ${missing.join(', ')}.`,
    }
  })
}

/** The same seed twice, with all the chance there is. */
export async function isRepeatable(examination: Examination, prompt: EnginePrompt): Promise<boolean> {
  const request = { prompt, temperature: 1, maxTokens: 16 }
  const first = await examination.sample(request)
  const second = await examination.sample(request)
  return first.text !== '' && first.text === second.text
}

/** Some models refuse a temperature, or one beside top_p. */
async function sampleAdapting(examination: Examination) {
  try {
    return await examination.sample({ prompt: asChat(counting) })
  } catch (thrown) {
    if (!/temperature/i.test((thrown as Error).message)) throw thrown
    examination.heed('temperature', false)
    return examination.sample({ prompt: asChat(counting) })
  }
}
