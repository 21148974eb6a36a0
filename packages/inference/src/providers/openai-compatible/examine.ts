import type { EnginePrompt } from '@trialogue/contract'
import { type Examination, isRefusal, type Sample, wordsOf } from '../../endpoints/examination.ts'
import { asChat, counting, inventing, isRepeatable } from '../../endpoints/examine-chat.ts'
import { guessKind } from '../../endpoints/guess-kind.ts'
import { objectsField } from '../../json-object.ts'
import { examineSampling } from './examine-sampling.ts'
import { identifyServer, type ServerFacts } from './identify-server.ts'
import { readChunk } from './read-chunk.ts'

const beginning: EnginePrompt = { form: 'text', text: 'The numbers from 1 to 9 are: 1, 2, 3,' }
const storyBeginning: EnginePrompt = { form: 'text', text: 'One strange morning a bird' }

/** Finds out what a server of this API can do with a model. */
export async function examineOpenAi(examination: Examination): Promise<void> {
  const { capabilities } = examination
  const facts = await identifyServer((...asked) => examination.askRoot(...asked), examination.modelName)
  if (facts.contextLength !== null) examination.contextLength = facts.contextLength
  const chatted = await tryForm(examination, 'chat', asChat(counting))
  const continued = await tryForm(examination, 'completion', beginning, facts)
  const written = chatted ?? continued
  if (written === null) return
  examination.kind = chatted === null ? 'base' : guessKind(examination.modelName)
  const [prompt, story] =
    chatted === null ? [beginning, storyBeginning] : [asChat(counting), asChat(inventing)]
  await examination.check('streaming', async () => ({ works: written.textEvents > 1 }))
  await examination.check('usage', async () => ({ works: written.finished.usage.isEstimated === undefined }))
  await examineStop(examination, prompt, written.text)
  examination.heed(
    'seed',
    await examination.check('seed', async () => ({ works: await isRepeatable(examination, story) })),
  )
  await examineLogprobs(examination, prompt)
  if (chatted !== null) {
    capabilities.assistantPrefix = await letsBegin(examination, prompt, facts)
    await examineReasoning(examination)
  }
  await examination.check('sampling', () => examineSampling(examination, prompt))
}

async function tryForm(
  examination: Examination,
  form: 'chat' | 'completion',
  prompt: EnginePrompt,
  facts?: ServerFacts,
): Promise<Sample | null> {
  let sample: Sample | null = null
  examination.capabilities[form] = true
  examination.capabilities[form] = await examination.check(form, async () => {
    if (facts?.software === 'ollama' && guessKind(examination.modelName) !== 'base') {
      return { works: false, detail: 'Ollama puts the text into the chat template of the model.' }
    }
    sample = await sampleAdapting(examination, prompt)
    return { works: sample.text !== '', detail: sample.text === '' ? 'It wrote nothing.' : '' }
  })
  return examination.capabilities[form] ? sample : null
}

/** Newer models refuse fields that older ones have: each is left out once it is refused, by what the refusal says. */
async function sampleAdapting(examination: Examination, prompt: EnginePrompt): Promise<Sample> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await examination.sample({ prompt })
    } catch (thrown) {
      if (tries === 5 || !isRefusal(thrown) || !adapt(examination, wordsOf(thrown))) throw thrown
    }
  }
}

function adapt(examination: Examination, words: string): boolean {
  const { dialect, capabilities } = examination
  const leavesOut = (name: 'temperature' | 'topP' | 'seed', pattern: RegExp) => {
    if (!pattern.test(words) || capabilities.unsupported.includes(name)) return false
    examination.heed(name, false)
    return true
  }
  if (/max_completion_tokens/.test(words) && dialect.maxTokensField === 'max_tokens') {
    dialect.maxTokensField = 'max_completion_tokens'
    return true
  }
  if (/stream_options/.test(words) && dialect.hasStreamUsage) {
    dialect.hasStreamUsage = false
    return true
  }
  return leavesOut('temperature', /temperature/) || leavesOut('topP', /top_p/) || leavesOut('seed', /seed/)
}

/** Something that it has just written must not come again when it is to stop there. */
async function examineStop(examination: Examination, prompt: EnginePrompt, written: string): Promise<void> {
  examination.dialect.hasStop = await examination.check('stop', async () => {
    const stop = [...written.replace(/\s/g, '')][1] ?? '2'
    const { path, body } = examination.plan(prompt, { stop: [stop], maxTokens: 24 })
    const { stream_options: _, ...rest } = body
    const answer = await examination.ask(path, { ...rest, stream: false })
    const { text = '' } = readChunk({ event: undefined, data: JSON.stringify(answer) })
    return { works: !text.includes(stop), detail: '' }
  })
}

async function examineLogprobs(examination: Examination, prompt: EnginePrompt): Promise<void> {
  const { capabilities, dialect } = examination
  capabilities.logprobs = true
  capabilities.logprobs = await examination.check('logprobs', async () => {
    const { logprobCount } = await examination.sample({ prompt, topLogprobs: 2 })
    return { works: logprobCount > 0 }
  })
  dialect.hasTokenIds = await tellsIds(examination, prompt)
  capabilities.promptLogprobs = await examination.check('prompt-logprobs', async () => {
    for (const form of ['prompt_logprobs', 'echo'] as const) {
      if (form === 'echo' && !capabilities.completion) continue
      dialect.promptLogprobsForm = form
      const asked = form === 'echo' || prompt.form === 'text' ? beginning : prompt
      const sample = await examination
        .sample({ prompt: asked, promptLogprobs: true, topLogprobs: 0 })
        .catch(refusedAsNull)
      const scored = sample?.input?.promptLogprobs ?? []
      if (scored.some(({ logprob }) => logprob !== null)) return { works: true }
    }
    dialect.promptLogprobsForm = null
    return { works: false }
  })
}

async function tellsIds(examination: Examination, prompt: EnginePrompt): Promise<boolean> {
  const { path, body } = examination.plan(prompt)
  const { stream_options: _, ...rest } = body
  const answer = await examination
    .ask(path, { ...rest, stream: false, return_token_ids: true })
    .catch(refusedAsNull)
  const [choice = {}] = objectsField(answer ?? {}, 'choices')
  return Array.isArray(choice['token_ids'])
}

/** Whether an answer can be begun: with vLLM's flags, or as llama.cpp and Ollama go on with a last assistant message. */
async function letsBegin(
  examination: Examination,
  prompt: EnginePrompt,
  { software }: ServerFacts,
): Promise<boolean> {
  if (prompt.form !== 'chat') return false
  const { body, path } = examination.plan(prompt)
  const { stream_options: _, ...rest } = body
  const begun = [...prompt.messages, { role: 'assistant', content: '1, 2, 3,' }]
  const asked = { ...rest, stream: false, messages: begun, add_generation_prompt: false }
  const knowsFlags =
    (await examination.takes(path, { ...asked, continue_final_message: true }).catch(() => false)) &&
    !(await examination.takes(path, { ...asked, continue_final_message: { no: 'sense' } }).catch(() => true))
  if (knowsFlags) examination.dialect.prefixForm = 'flags'
  return knowsFlags || software !== null
}

async function examineReasoning(examination: Examination): Promise<void> {
  const { capabilities, dialect } = examination
  const thinks = async (isOn: boolean) => {
    const { text } = await examination.sample({ prompt: asChat('What is 17 + 28?', isOn), maxTokens: 48 })
    return text.trimStart().startsWith('<think>')
  }
  const isOffBy = async (form: 'template' | 'effort') => {
    dialect.thinkingSwitch = form
    return (
      (await thinks(true).catch(refusedAsNull)) === true &&
      (await thinks(false).catch(refusedAsNull)) === false
    )
  }
  capabilities.thinking = await examination.check('reasoning', async () => {
    if ((await isOffBy('template')) || (await isOffBy('effort'))) return { works: true }
    dialect.thinkingSwitch = null
    const always = await thinks(true)
    return { works: always, detail: always ? 'It always thinks: that cannot be switched off.' : '' }
  })
}

function refusedAsNull(thrown: unknown): null {
  if (isRefusal(thrown)) return null
  throw thrown
}
