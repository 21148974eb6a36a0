import { defaultParameters, type PromptContent, reasoningSchema } from '@trialogue/contract'

/** What a new prompt starts with: nothing written yet, reasoning off, the bundled family side by side. */
export const blankContent: PromptContent = {
  body: {
    type: 'text',
    system: '',
    completionFrame: 'question-answer',
    text: { template: '' },
    data: { preamble: '', inputHeaders: ['Input'], outputHeader: 'Output', examples: [], query: [''] },
    chat: { turns: [], branches: [] },
  },
  values: [],
  reference: '',
  reasoning: reasoningSchema.parse({}),
  columns: ['wren-base', 'wren-instruct', 'wren-dialog'].map((modelId) => ({
    id: modelId,
    modelId,
    parameters: defaultParameters,
    body: null,
  })),
  samples: 1,
}
