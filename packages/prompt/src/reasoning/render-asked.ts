import type { ModelPrompt } from '@trialogue/contract'
import type { RenderOptions } from '../rendering/render-options.ts'
import { renderPrompt } from '../rendering/render-prompt.ts'
import type { StrategyInput } from './define-strategy.ts'

/** The prompt as it was written. A model that thinks by itself is told not to: thinking is a strategy of its own. */
const asWritten: RenderOptions = { trigger: '', formatOutput: ({ output }) => output, thinking: false }

/** The prompt as it was written, but for what a strategy changes. */
export function renderAsked(
  { prompt, kind }: StrategyInput,
  change: Partial<RenderOptions> = {},
): ModelPrompt {
  return renderPrompt(prompt, kind, { ...asWritten, ...change })
}
