import {
  defaultParameters,
  type PromptBody,
  type PromptContent,
  promptContentSchema,
  reasoningSchema,
} from '@trialogue/contract'

const tennisBalls =
  'Roger has {{balls}} tennis balls. He buys {{cans}} cans of {{perCan}} balls each. How many does he have now?'

/** A text prompt with three variables; its data and chat parts are filled in too, so that any type can be active. */
export function aPromptBody(overrides: Partial<PromptBody> = {}): PromptBody {
  return {
    type: 'text',
    system: '',
    completionFrame: 'question-answer',
    text: { template: tennisBalls },
    data: {
      preamble: 'Say where each animal lives.',
      inputHeaders: ['Animal'],
      outputHeader: 'Home',
      examples: [
        { id: 'example-1', isEnabled: true, inputs: ['fish'], reasoning: 'A fish swims.', output: 'water' },
        { id: 'example-2', isEnabled: true, inputs: ['bird'], reasoning: 'A bird flies.', output: 'nest' },
      ],
      query: ['bee'],
    },
    chat: {
      turns: [{ id: 'turn-1', role: 'user', template: 'Say hello to {{name}}.' }],
      branches: [],
    },
    ...overrides,
  }
}

/** What a version snapshots: `aPromptBody`, its values, and one column for each of the three Wren models. */
export function aPromptContent(overrides: Partial<PromptContent> = {}): PromptContent {
  return promptContentSchema.parse({
    body: aPromptBody(),
    values: [
      { name: 'balls', value: '5' },
      { name: 'cans', value: '2' },
      { name: 'perCan', value: '3' },
    ],
    reasoning: reasoningSchema.parse({}),
    columns: ['base', 'instruct', 'dialog'].map((kind) => ({
      id: kind,
      modelId: `wren-${kind}`,
      parameters: defaultParameters,
    })),
    samples: 1,
    ...overrides,
  })
}
