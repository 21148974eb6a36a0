import { findBundledModels } from '@trialogue/catalogue'
import {
  defaultParameters,
  type PromptBody,
  previewSchema,
  type Variant,
  type VariantPreview,
} from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { anItem, aPromptBody, aVariant } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let current: TestApp
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestApp(createOnnxProvider({ models, verify: async () => {} }))
  // To start their processes is the slowest thing here.
  await Promise.all(
    models.map(({ manifest: { id } }) => current.engine.inspect(id, { form: 'text', text: 'Once' })),
  )
})
afterAll(() => current.close())

async function preview(
  kind: string,
  body: PromptBody,
  change: Partial<Variant> = {},
): Promise<VariantPreview> {
  const variants = [aVariant({ modelId: `wren-${kind}`, ...change })]
  const payload = { body, variants, item: anItem() }
  const answer = await current.app.inject({ method: 'POST', url: '/api/preview', payload })
  const [only] = previewSchema.parse(answer.json()).variants
  if (only === undefined) throw new Error(answer.body)
  return only
}

/** The text of each run of tokens, with its part. */
function partsOf({ parts, tokens }: VariantPreview): [string, string][] {
  let at = 0
  return parts.map(({ part, tokenCount }) => {
    const run = tokens.slice(at, at + tokenCount)
    at += tokenCount
    return [part, run.map(({ text }) => text).join('')]
  })
}

const data = aPromptBody({ type: 'data', system: '简短回答。' })
const thinking = { ...aVariant().reasoning, strategy: 'zero-shot' as const }

describe('POST /api/preview', () => {
  it('tells which part each token of a base model’s text belongs to', async () => {
    const seen = await preview('base', data, { reasoning: thinking })
    const parts = partsOf(seen)
    expect(parts.map(([part]) => part)).toEqual([
      'template',
      'system',
      'preamble',
      'examples',
      'input',
      'trigger',
    ])
    expect(parts[0]?.[1]).toBe('<|bos|>')
    expect(parts[2]?.[1]).toContain('Say where each animal lives.')
    expect(parts[3]?.[1]).toContain('Animal: fish\nHome: water')
    expect(parts[4]?.[1]).toContain('Animal: bee\nHome:')
    expect(parts[5]?.[1]).toContain("Let's think step by step.")
    expect(seen).toMatchObject({ opening: 'once', maxTokens: defaultParameters.maxTokens })
    expect(seen.tokenCount).toBe(seen.parts.reduce((sum, { tokenCount }) => sum + tokenCount, 0))
  })

  it.each(['instruct', 'dialog'])(
    'tells the text of the %s model’s chat template from what was written',
    async (kind) => {
      const seen = await preview(kind, data)
      const parts = partsOf(seen)
      const own = parts.filter(([part]) => part === 'template').map(([, text]) => text)
      expect(own.join('')).toMatch(/^<\|bos\|>/)
      expect(own.join('')).not.toMatch(/fish|bee|animal/)
      expect(parts.at(-1)?.[0]).toBe('template')
      expect(parts.find(([part]) => part === 'input')?.[1]).toContain('bee')
      expect(
        parts
          .filter(([part]) => part === 'examples')
          .map(([, text]) => text)
          .join(''),
      ).toContain('fish')
      expect(seen.opening).toBe('once')
    },
  )

  it('sees an opening token that was written once too often', async () => {
    const twice = aPromptBody({ completionFrame: 'plain', text: { template: '<|bos|><|bos|>Once' } })
    expect((await preview('base', twice)).opening).toBe('double')
    const once = aPromptBody({ completionFrame: 'plain', text: { template: '<|bos|>Once' } })
    expect((await preview('base', once)).opening).toBe('once')
  })

  it('shows the tokens of a prompt that is too long, too', async () => {
    const seen = await preview('base', aPromptBody({ text: { template: 'apple '.repeat(2_000) } }))
    expect(seen.error?.code).toBe('CONTEXT_LENGTH_EXCEEDED')
    expect(seen.tokens.length).toBe(seen.tokenCount)
    expect(seen.tokenCount).toBeGreaterThan(seen.contextLength ?? 0)
  })
})
