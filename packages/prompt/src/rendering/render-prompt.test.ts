import {
  type ModelKind,
  type ModelPrompt,
  modelKindSchema,
  type PromptBody,
  type Reasoning,
} from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, planGeneration } from '../index.ts'

const parameters = {
  temperature: 0,
  topP: 1,
  topK: null,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 64,
  seed: null,
  stop: [],
  exact: false,
}

const body: PromptBody = {
  ...blankContent.body,
  text: { template: 'What is {{a}} + {{b}}?' },
  data: {
    preamble: 'Add up.',
    inputHeaders: ['Name', 'Sum'],
    outputHeader: 'Total',
    examples: [
      { id: '1', isEnabled: true, inputs: ['Ann', '1 + 2'], reasoning: '1 and 2 is 3.', output: '3' },
      { id: '2', isEnabled: false, inputs: ['Bob', '9 + 9'], reasoning: '', output: '18' },
      { id: '3', isEnabled: true, inputs: ['Cid', '4 + 4'], reasoning: '', output: '8' },
    ],
    query: ['Dee', '{{a}} + {{b}}'],
  },
  chat: {
    turns: [
      { id: '1', role: 'user', template: 'Hi, I am Mia.' },
      { id: '2', role: 'assistant', template: 'Hello Mia!' },
      { id: '3', role: 'user', template: 'What is {{a}} + {{b}}?' },
    ],
    branches: [],
  },
}

function plan(kind: ModelKind, strategy: Reasoning['strategy'], change: Partial<PromptBody> = {}) {
  return planGeneration({
    body: { ...body, ...change },
    kind,
    values: [
      { name: 'a', value: '5' },
      { name: 'b', value: '6' },
    ],
    reasoning: { ...blankContent.reasoning, strategy, trigger: 'Think.', extractionTrigger: 'So, it is' },
    parameters,
  })
}

/** A text as it is; a chat as one line per message, and `>` before what the assistant's turn begins with. */
function show(prompt: ModelPrompt | undefined): string {
  if (prompt === undefined) return 'no prompt'
  if (prompt.form === 'text') return prompt.text
  const messages = prompt.messages.map(({ role, content }) => `[${role}] ${content}`)
  return [
    ...messages,
    ...(prompt.assistantPrefix === '' ? [] : [`[assistant] > ${prompt.assistantPrefix}`]),
  ].join('\n')
}

const first = (...args: Parameters<typeof plan>) => show(plan(...args).first[0].prompt)
const second = (...args: Parameters<typeof plan>) =>
  show(plan(...args).next([{ kind: 'reasoning', path: 0, text: ' 5 and 6 is 11.\n' }])[0]?.prompt)

const dataBlock = `Add up.

Name: Ann
Sum: 1 + 2
Total: 3

Name: Cid
Sum: 4 + 4
Total: 8

Name: Dee
Sum: 5 + 6
Total:`

const workedBlock = dataBlock
  .replace('Total: 3', 'Total: 1 and 2 is 3. The answer is 3.')
  .replace('Total: 8', 'Total: The answer is 8.')

const transcript = 'User: Hi, I am Mia.\nAssistant: Hello Mia!\nUser: What is 5 + 6?\nAssistant:'

describe('a base model continues', () => {
  it('a text, framed as a question', () => {
    expect(first('base', 'off')).toBe('Q: What is 5 + 6?\nA:')
    expect(first('base', 'zero-shot')).toBe('Q: What is 5 + 6?\nA: Think.')
    expect(second('base', 'zero-shot')).toBe('Q: What is 5 + 6?\nA: Think. 5 and 6 is 11. So, it is')
  })

  it('a plain text exactly as written', () => {
    const plain = { completionFrame: 'plain', text: { template: ' Once upon\n' } } as const
    expect(first('base', 'off', plain)).toBe(' Once upon\n')
    expect(first('base', 'zero-shot', plain)).toBe(' Once upon\nThink.')
    expect(first('base', 'zero-shot', { completionFrame: 'plain' })).toBe('What is 5 + 6?\nThink.')
  })

  it('a question whose template ends with an empty line', () => {
    expect(first('base', 'off', { text: { template: 'Why?\n\n' } })).toBe('Q: Why?\nA:')
  })

  it('a data prompt', () => {
    expect(first('base', 'off', { type: 'data' })).toBe(dataBlock)
    expect(first('base', 'zero-shot', { type: 'data' })).toBe(`${dataBlock} Think.`)
    expect(second('base', 'zero-shot', { type: 'data' })).toBe(`${dataBlock} Think. 5 and 6 is 11. So, it is`)
    expect(first('base', 'few-shot', { type: 'data' })).toBe(workedBlock)
  })

  it('a chat, written down as a transcript', () => {
    expect(first('base', 'off', { type: 'chat' })).toBe(transcript)
    expect(first('base', 'zero-shot', { type: 'chat' })).toBe(`${transcript} Think.`)
    expect(second('base', 'zero-shot', { type: 'chat' })).toBe(
      `${transcript} Think. 5 and 6 is 11. So, it is`,
    )
  })

  it('after the system text', () => {
    const system = ' Be brief.\n'
    expect(first('base', 'off', { system })).toBe('Be brief.\n\nQ: What is 5 + 6?\nA:')
    expect(first('base', 'off', { system, completionFrame: 'plain' })).toBe('Be brief.\n\nWhat is 5 + 6?')
    expect(first('base', 'off', { system, type: 'data' })).toBe(`Be brief.\n\n${dataBlock}`)
    expect(first('base', 'off', { system, type: 'chat' })).toBe(`Be brief.\n\n${transcript}`)
  })
})

describe('an instruction-tuned model gets one user message', () => {
  it('from a text', () => {
    expect(first('instruct', 'off')).toBe('[user] What is 5 + 6?')
    expect(first('instruct', 'zero-shot')).toBe('[user] What is 5 + 6? Think.')
    expect(second('instruct', 'zero-shot')).toBe(
      '[user] What is 5 + 6? Think.\n[assistant] >  5 and 6 is 11. So, it is',
    )
  })

  it('without the frame of base models, the trigger on its own line where the text ends with one', () => {
    const lines = { completionFrame: 'plain', text: { template: 'Rule: add.\n{{a}} {{b}}\n' } } as const
    expect(first('instruct', 'zero-shot', lines)).toBe('[user] Rule: add.\n5 6\nThink.')
  })

  it('from a data prompt', () => {
    expect(first('instruct', 'off', { type: 'data' })).toBe(`[user] ${dataBlock}`)
    expect(first('instruct', 'zero-shot', { type: 'data' })).toBe(`[user] ${dataBlock}\nThink.`)
    expect(second('instruct', 'zero-shot', { type: 'data' })).toBe(
      `[user] ${dataBlock}\nThink.\n[assistant] >  5 and 6 is 11. So, it is`,
    )
    expect(first('instruct', 'few-shot', { type: 'data' })).toBe(`[user] ${workedBlock}`)
  })

  it('from a chat', () => {
    expect(first('instruct', 'off', { type: 'chat' })).toBe(`[user] ${transcript}`)
    expect(first('instruct', 'zero-shot', { type: 'chat' })).toBe(`[user] ${transcript} Think.`)
    expect(second('instruct', 'zero-shot', { type: 'chat' })).toBe(
      `[user] ${transcript} Think.\n[assistant] >  5 and 6 is 11. So, it is`,
    )
  })

  it('with the system text as its first paragraph', () => {
    expect(first('instruct', 'off', { system: 'Be brief.' })).toBe('[user] Be brief.\n\nWhat is 5 + 6?')
    expect(first('instruct', 'off', { system: 'Be brief.', type: 'data' })).toBe(
      `[user] Be brief.\n\n${dataBlock}`,
    )
  })
})

describe('a dialog-tuned model takes part', () => {
  it('in a text, as one turn', () => {
    expect(first('dialog', 'off')).toBe('[user] What is 5 + 6?')
    expect(first('dialog', 'zero-shot')).toBe('[user] What is 5 + 6? Think.')
    expect(second('dialog', 'zero-shot')).toBe(
      '[user] What is 5 + 6? Think.\n[assistant] >  5 and 6 is 11. So, it is',
    )
  })

  const asked = '[user] Add up.\n\nName: Ann\nSum: 1 + 2'
  const rows = `${asked}\n[assistant] 3\n[user] Name: Cid\nSum: 4 + 4\n[assistant] 8\n[user] Name: Dee\nSum: 5 + 6`

  it('in a data prompt, as exchanges that have happened', () => {
    expect(first('dialog', 'off', { type: 'data' })).toBe(rows)
    expect(first('dialog', 'zero-shot', { type: 'data' })).toBe(`${rows} Think.`)
    expect(second('dialog', 'zero-shot', { type: 'data' })).toBe(
      `${rows} Think.\n[assistant] >  5 and 6 is 11. So, it is`,
    )
    expect(first('dialog', 'few-shot', { type: 'data' })).toBe(
      rows
        .replace('[assistant] 3', '[assistant] 1 and 2 is 3. The answer is 3.')
        .replace('[assistant] 8', '[assistant] The answer is 8.'),
    )
  })

  it('in a data prompt without examples, in one turn', () => {
    expect(first('dialog', 'off', { type: 'data', data: { ...body.data, examples: [] } })).toBe(
      '[user] Add up.\n\nName: Dee\nSum: 5 + 6',
    )
  })

  const turns = '[user] Hi, I am Mia.\n[assistant] Hello Mia!\n[user] What is 5 + 6?'

  it('in a chat, turn by turn', () => {
    expect(first('dialog', 'off', { type: 'chat' })).toBe(turns)
    expect(first('dialog', 'zero-shot', { type: 'chat' })).toBe(`${turns} Think.`)
    expect(second('dialog', 'zero-shot', { type: 'chat' })).toBe(
      `${turns} Think.\n[assistant] >  5 and 6 is 11. So, it is`,
    )
  })

  it('after a system message, if there is one', () => {
    expect(first('dialog', 'off', { system: ' Be brief. ', type: 'chat' })).toBe(
      `[system] Be brief.\n${turns}`,
    )
    expect(first('dialog', 'off', { system: ' \n' })).toBe('[user] What is 5 + 6?')
  })
})

describe('a chat that ends with an assistant turn', () => {
  const open = {
    type: 'chat',
    chat: {
      turns: [...body.chat.turns, { id: '4', role: 'assistant', template: 'Well, {{a}}' }],
      branches: [],
    },
  } satisfies Partial<PromptBody>

  it('is continued within that turn by every kind', () => {
    expect(first('base', 'off', open)).toBe(`${transcript} Well, 5`)
    expect(first('instruct', 'off', open)).toBe(`[user] ${transcript}\n[assistant] > Well, 5`)
    expect(first('dialog', 'off', open)).toBe(
      '[user] Hi, I am Mia.\n[assistant] Hello Mia!\n[user] What is 5 + 6?\n[assistant] > Well, 5',
    )
  })

  it('takes the trigger into that turn', () => {
    expect(first('base', 'zero-shot', open)).toBe(`${transcript} Well, 5 Think.`)
    expect(first('instruct', 'zero-shot', open)).toBe(`[user] ${transcript}\n[assistant] > Well, 5 Think.`)
    expect(second('dialog', 'zero-shot', open)).toMatch(/> Well, 5 Think\. 5 and 6 is 11\. So, it is$/)
  })

  it.each(modelKindSchema.options)('is refused for a %s model when no user turn comes before', (kind) => {
    const [user, assistant] = body.chat.turns.map((turn) => ({ ...turn, template: 'x' }))
    if (user === undefined || assistant === undefined) throw new Error('the sample has two turns')
    for (const turns of [[], [assistant], [user, assistant, assistant]]) {
      expect(() => first(kind, 'off', { type: 'chat', chat: { turns, branches: [] } })).toThrow(
        expect.objectContaining({ code: 'INVALID_TEMPLATE', message: expect.stringContaining('user turn') }),
      )
    }
  })
})
