import type { ModelKind, Parameters, PromptBody, Reasoning } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, type CodeInput, type CodeLanguage, codeLanguages, writeCode } from '../index.ts'

const baseUrl = 'http://127.0.0.1:7357/v1'
const languages = Object.keys(codeLanguages) as CodeLanguage[]

interface Change {
  kind?: ModelKind
  body?: Partial<PromptBody>
  parameters?: Partial<Parameters>
  reasoning?: Partial<Reasoning>
  input?: Partial<CodeInput>
}

function anInput({ kind = 'base', body, parameters, reasoning, input }: Change = {}): CodeInput {
  const [column] = blankContent.columns
  if (column === undefined) throw new Error('blank content has columns')
  return {
    modelId: `wren-${kind}`,
    kind,
    heedsThinking: false,
    body: { ...blankContent.body, text: { template: '2 + 2?' }, ...body },
    values: [],
    reasoning: { ...blankContent.reasoning, ...reasoning },
    parameters: { ...column.parameters, maxTokens: 50, ...parameters },
    samples: 1,
    ...input,
  }
}

const write = (language: CodeLanguage, change: Change = {}) =>
  writeCode(language, anInput(change), baseUrl).code

/** The JSON bodies in curl's code. */
const bodiesOf = (change: Change): unknown[] =>
  [...write('curl', change).matchAll(/<<'JSON'.*\n([\s\S]*?)\nJSON\n/g)].map(
    ([, body = '']) => JSON.parse(body) as unknown,
  )

describe('what is asked', () => {
  it('is a text for a base model and messages for the others', () => {
    expect(bodiesOf({})).toEqual([
      { model: 'wren-base', prompt: 'Q: 2 + 2?\nA:', temperature: 0, max_tokens: 50 },
    ])
    expect(write('curl')).toContain(`curl -sS '${baseUrl}/completions'`)
    expect(bodiesOf({ kind: 'dialog', body: { system: 'Be brief.' } })).toEqual([
      {
        model: 'wren-dialog',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: '2 + 2?' },
        ],
        temperature: 0,
        max_completion_tokens: 50,
      },
    ])
    expect(write('curl', { kind: 'dialog' })).toContain(`curl -sS '${baseUrl}/chat/completions'`)
  })

  it('names every parameter that is not the API’s default, and the stop sequences in force', () => {
    const parameters: Partial<Parameters> = {
      temperature: 0.7,
      topP: 0.9,
      topK: 40,
      minP: 0.05,
      repetitionPenalty: 1.1,
      seed: 7,
      stop: ['END'],
      exact: true,
    }
    expect(bodiesOf({ parameters, reasoning: { strategy: 'zero-shot' } })[0]).toEqual({
      model: 'wren-base',
      prompt: "Q: 2 + 2?\nA: Let's think step by step.",
      temperature: 0.7,
      top_p: 0.9,
      max_tokens: 50,
      stop: ['END', '\nQ:'],
      seed: 7,
      top_k: 40,
      min_p: 0.05,
      repetition_penalty: 1.1,
      exact: true,
    })
    expect(bodiesOf({ parameters: { temperature: 1 } })[0]).not.toHaveProperty('temperature')
  })

  it('asks for all samples at once', () => {
    expect(bodiesOf({ input: { samples: 3 } })[0]).toMatchObject({ n: 3 })
  })

  it('goes on with an answer that the prompt begins', () => {
    const turns = [
      { id: '1', role: 'user' as const, template: '2 + 2?' },
      { id: '2', role: 'assistant' as const, template: 'It is' },
    ]
    const [body] = bodiesOf({ kind: 'dialog', body: { type: 'chat', chat: { turns, branches: [] } } })
    expect(body).toMatchObject({
      messages: [
        { role: 'user', content: '2 + 2?' },
        { role: 'assistant', content: 'It is' },
      ],
      continue_final_message: true,
      add_generation_prompt: false,
    })
  })

  it('tells a model that heeds it whether to think', () => {
    const thinking = (change: Change) =>
      bodiesOf({ kind: 'dialog', input: { heedsThinking: true }, ...change })[0]
    expect(thinking({})).toMatchObject({ chat_template_kwargs: { enable_thinking: false } })
    expect(thinking({ reasoning: { strategy: 'native' } })).toMatchObject({
      chat_template_kwargs: { enable_thinking: true },
    })
  })

  it('fills the variables in, and says which have no value', () => {
    const body = { text: { template: '{{n}} + 2?' } }
    expect(bodiesOf({ body, input: { values: [{ name: 'n', value: '5' }] } })[0]).toMatchObject({
      prompt: 'Q: 5 + 2?\nA:',
    })
    expect(() => write('curl', { body })).toThrow(expect.objectContaining({ code: 'UNFILLED_VARIABLE' }))
  })
})

describe('two calls', () => {
  const reasoning = { strategy: 'zero-shot', answerMaxTokens: 7 } as const

  it('are written one after the other, for every language', () => {
    for (const language of languages) {
      for (const kind of ['base', 'dialog'] as const) {
        const code = write(language, { kind, reasoning })
        expect(code.match(/The model reasons|the model reasons/g), language).toHaveLength(1)
        expect(code, language).toContain('Therefore, the answer (arabic numerals) is')
        expect(code.match(/"?max_(?:completion_)?tokens"?[:=] ?(?:50|7)/g), language).toHaveLength(2)
      }
    }
  })

  it('read well', () => {
    const text = { template: 'How much is two and two?' }
    expect(
      write('typescript-fetch', { reasoning, body: { text } }),
    ).toBe(`const prompt = \`Q: How much is two and two?
A: Let's think step by step.\`

// The model reasons …
const reasoning = await complete({
  model: 'wren-base',
  prompt: prompt,
  temperature: 0,
  max_tokens: 50,
  stop: ['\\nQ:'],
})
console.log(reasoning)

// … and is then asked for the answer.
const answer = await complete({
  model: 'wren-base',
  prompt: prompt + reasoning.trimEnd() + ' Therefore, the answer (arabic numerals) is',
  temperature: 0,
  max_tokens: 7,
  stop: ['\\n'],
})
console.log(answer)

async function complete(body: object): Promise<string> {
  const response = await fetch('http://127.0.0.1:7357/v1/completions', {
    method: 'POST',
    headers: {
      Authorization: \`Bearer \${process.env.TRIALOGUE_KEY ?? 'any'}\`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
  const { choices } = (await response.json()) as { choices: [{ text: string }] }
  return choices[0].text
}
`)
  })
})

describe('what the code leaves out', () => {
  it.each<[Change, string[]]>([
    [{}, []],
    [{ reasoning: { strategy: 'zero-shot' }, input: { samples: 3 } }, ['one-sample']],
    [{ reasoning: { strategy: 'zero-shot', paths: 5 }, parameters: { temperature: 0.7 } }, ['one-chain']],
    [{ reasoning: { strategy: 'least-to-most' } }, ['first-call-of-several']],
    [{ reasoning: { strategy: 'cot-decoding' } }, ['likeliest-branch']],
  ])('is said: %j', (change, remarks) => {
    for (const language of languages) {
      const written = writeCode(language, anInput(change), baseUrl)
      expect(written.remarks).toEqual(remarks)
      expect(/^(?:#|\/\/) (?:One|The) /.test(written.code)).toBe(remarks.length > 0)
    }
  })
})

it.each(languages)('the code in %s takes the key from the environment', (language) => {
  expect(write(language)).toMatch(/TRIALOGUE_KEY/)
})
