import { blankContent } from './blank-content.ts'
import type { SamplePrompt } from './sample-prompt.ts'

/** A chat whose last question is answered by its first turn: only a model that follows a conversation can. */
export const introduction: SamplePrompt = {
  name: 'What is my name?',
  content: {
    ...blankContent,
    body: {
      ...blankContent.body,
      type: 'chat',
      chat: {
        turns: [
          { id: 'greeting', role: 'user', template: 'Hi, I am {{name}}.' },
          { id: 'welcome', role: 'assistant', template: 'Hello {{name}}! How can I help you today?' },
          { id: 'favorite', role: 'user', template: 'My favorite color is green and I love swimming.' },
          { id: 'remark', role: 'assistant', template: 'That is nice! Green is a lovely color.' },
          { id: 'question', role: 'user', template: 'What is my name?' },
        ],
        branches: [],
      },
    },
    values: [{ name: 'name', value: 'Mia' }],
    reasoning: { ...blankContent.reasoning, answerFormat: 'text' },
  },
}
