import type { ModelKind, ModelPrompt } from '@trialogue/contract'
import type { FilledPrompt } from '../template/filled-prompt.ts'
import { renderBase } from './base.ts'
import { renderDialog } from './dialog.ts'
import { renderInstruct } from './instruct.ts'
import { type PartedPrompt, toModelPrompt } from './parted-prompt.ts'
import type { RenderOptions } from './render-options.ts'

type Render = (prompt: FilledPrompt, options: RenderOptions) => PartedPrompt

const renderings: Readonly<Record<ModelKind, Render>> = {
  base: renderBase,
  instruct: renderInstruct,
  dialog: renderDialog,
}

/** One prompt, in the form that a kind of model was made for. Throws INVALID_TEMPLATE for a chat without a question. */
export function renderPrompt(prompt: FilledPrompt, kind: ModelKind, options: RenderOptions): ModelPrompt {
  return toModelPrompt(renderings[kind](prompt, options))
}
