import { findText } from '../planning/generation-plan.ts'
import { renderPrompt } from '../rendering/render-prompt.ts'
import { defineStrategy } from './define-strategy.ts'

/**
 * Asks directly, in one call, and takes the completion as the answer. No stop sequence is added: a base model that
 * goes on with questions of its own is what a base model does.
 */
export const off = defineStrategy({
  id: 'off',
  availability: () => ({ isAvailable: true }),
  plan({ prompt, kind, parameters }) {
    return {
      first: {
        kind: 'completion',
        prompt: renderPrompt(prompt, kind, { trigger: '', formatOutput: ({ output }) => output }),
        maxTokens: parameters.maxTokens,
        stop: [...parameters.stop],
      },
      extractionTrigger: null,
      next: () => null,
      extract(done) {
        const text = findText(done, 'completion')?.trim() ?? ''
        return { reasoningText: null, answer: text === '' ? null : text }
      },
    }
  },
})
