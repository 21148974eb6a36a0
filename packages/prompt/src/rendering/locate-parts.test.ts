import type { InputToken, ModelKind, ModelPrompt, PromptBody, Reasoning } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, framePrompt, locateParts, planGeneration } from '../index.ts'

const [column] = blankContent.columns

function render(kind: ModelKind, change: Partial<PromptBody>, strategy: Reasoning['strategy'] = 'off') {
  if (column === undefined) throw new Error('Blank content has a column.')
  const body = { ...blankContent.body, ...change }
  const trigger = strategy === 'zero-shot' ? 'Think.' : null
  const reasoning = { ...blankContent.reasoning, strategy, trigger }
  const plan = planGeneration({ ...blankContent, body, kind, reasoning, parameters: column.parameters })
  return plan.first[0].prompt
}

/** Every character a token, but for spelled-out special ones. */
function tokenize(text: string): InputToken[] {
  const pieces = text.match(/<\|\w+\|>|./gsu) ?? []
  return pieces.map((piece) => ({ id: 1, text: piece, isSpecial: piece.startsWith('<|') }))
}

/** A chat template that trims, as many do. */
function applyTemplate(prompt: ModelPrompt): string {
  if (prompt.form === 'text') return `<|bos|>${prompt.text}`
  const turns = prompt.messages.map(({ role, content }) => `<|${role}|>${content.trim()}\n`)
  return `<|bos|>${turns.join('')}<|assistant|>${prompt.assistantPrefix}`
}

/** The text of each run of tokens, with its part. */
function locate(prompt: ModelPrompt, modelInput = applyTemplate(prompt), tokens = tokenize(modelInput)) {
  const framed = framePrompt(prompt)
  const frame = framed === null ? null : applyTemplate(framed)
  const runs = locateParts({ prompt, modelInput, tokens, frame })
  let at = 0
  return runs.map(({ part, tokenCount }) => {
    const text = tokens.slice(at, at + tokenCount).map((token) => token.text)
    at += tokenCount
    return [part, text.join('')]
  })
}

const data: Partial<PromptBody> = {
  type: 'data',
  system: 'Be brief.',
  data: {
    preamble: 'Add up.',
    inputHeaders: ['Sum'],
    outputHeader: 'Total',
    examples: [{ id: '1', isEnabled: true, inputs: ['1 + 2'], reasoning: '', output: '3' }],
    query: ['5 + 6'],
  },
}

describe('the parts of a model input', () => {
  it('of a base model: one text after the opening token', () => {
    expect(locate(render('base', data, 'zero-shot'))).toEqual([
      ['template', '<|bos|>'],
      ['system', 'Be brief.\n\n'],
      ['preamble', 'Add up.'],
      ['examples', '\n\nSum: 1 + 2\nTotal: 3'],
      ['input', '\n\nSum: 5 + 6\nTotal:'],
      ['trigger', ' Think.'],
    ])
  })

  it('of an instruct model: one message in the frame of the template', () => {
    expect(locate(render('instruct', data, 'zero-shot'))).toEqual([
      ['template', '<|bos|><|user|>'],
      ['system', 'Be brief.\n\n'],
      ['preamble', 'Add up.'],
      ['examples', '\n\nSum: 1 + 2\nTotal: 3'],
      ['input', '\n\nSum: 5 + 6\nTotal:'],
      ['trigger', '\nThink.'],
      ['template', '\n<|assistant|>'],
    ])
  })

  it('of a dialog model: turns, whose examples have happened', () => {
    expect(locate(render('dialog', data))).toEqual([
      ['template', '<|bos|><|system|>'],
      ['system', 'Be brief.'],
      ['template', '\n<|user|>'],
      ['preamble', 'Add up.'],
      ['examples', '\n\nSum: 1 + 2'],
      ['template', '\n<|assistant|>'],
      ['examples', '3'],
      ['template', '\n<|user|>'],
      ['input', 'Sum: 5 + 6'],
      ['template', '\n<|assistant|>'],
    ])
  })

  it('are told apart where a message says what the template says, and where the template trims', () => {
    const turns = [{ id: '1', role: 'user' as const, template: '  user\n<|assistant|> ' }]
    expect(locate(render('dialog', { type: 'chat', chat: { turns, branches: [] } }))).toEqual([
      ['template', '<|bos|><|user|>'],
      ['input', 'user\n<|assistant|>'],
      ['template', '\n<|assistant|>'],
    ])
  })

  it('are searched for where a template writes otherwise than its frame', () => {
    const prompt = render('dialog', data)
    const modelInput = `<|bos|>[Be brief.] Add up.\n\nSum: 1 + 2 -> 3\nSum: 5 + 6 ->`
    expect(locate(prompt, modelInput)).toEqual([
      ['template', '<|bos|>['],
      ['system', 'Be brief.'],
      ['template', '] '],
      ['preamble', 'Add up.'],
      ['template', '\n\n'],
      ['examples', 'Sum: 1 + 2'],
      ['template', ' -> '],
      ['examples', '3'],
      ['template', '\n'],
      ['input', 'Sum: 5 + 6'],
      ['template', ' ->'],
    ])
  })

  it('belong to characters that are spread over tokens, and to tokens that cannot be found', () => {
    const prompt = render('base', { completionFrame: 'plain', system: '好', text: { template: 'x' } })
    const spelled = ['<0xE5>', '<0xA5><0xBD>', '\n\n', '?', 'x'].map((text) => ({
      id: 1,
      text,
      isSpecial: false,
    }))
    expect(locate(prompt, '好\n\nx', spelled)).toEqual([
      ['system', '<0xE5><0xA5><0xBD>\n\n'],
      ['input', '?x'],
    ])
  })

  it('know the words that begin an answer', () => {
    const parts = locate(
      render('dialog', { ...data, type: 'text', text: { template: 'Add.' } }, 'least-to-most'),
    )
    expect(parts.slice(-3)).toEqual([
      ['input', 'Add.'],
      ['template', '\n<|assistant|>'],
      ['trigger', expect.stringMatching(/\w/)],
    ])
  })

  it('are one where the prompt was not rendered here, and none without tokens', () => {
    const prompt: ModelPrompt = { form: 'text', text: 'a' }
    expect(locate(prompt, 'a')).toEqual([['input', 'a']])
    expect(locateParts({ prompt, modelInput: '', tokens: [], frame: null })).toEqual([])
  })
})
