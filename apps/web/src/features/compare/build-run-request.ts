import type { Item, PreviewRequest, PromptContent, RunRequest, Variant } from '@trialogue/contract'
import { findVariables } from '@trialogue/prompt'
import { isEdited, type OpenPrompt } from '../../lib/workspace.ts'

/** What is asked when the given columns of the open prompt run; a column's id becomes its variant's id. */
export function buildRunRequest(open: OpenPrompt, columnIds: readonly string[]): RunRequest {
  const { content, promptId, baseVersion } = open
  return {
    promptId,
    promptVersion: isEdited(open) ? null : baseVersion,
    body: content.body,
    variants: toVariants(content).filter(({ id }) => columnIds.includes(id)),
    items: [toItem(content)],
    samples: content.samples,
    topLogprobs: null,
    branch: null,
  }
}

/** What is asked to see what each column's model would read. */
export function buildPreviewRequest(content: PromptContent): PreviewRequest {
  return { body: content.body, variants: toVariants(content), item: toItem(content) }
}

function toVariants({ columns, reasoning }: PromptContent): Variant[] {
  return columns.map(({ id, modelId, parameters }) => ({ id, modelId, parameters, reasoning }))
}

function toItem(content: PromptContent): Item {
  const { reference } = content
  return { values: usedValues(content), reference: reference === '' ? null : reference }
}

/** Values of variables that the prompt no longer has, and empty ones ("no value yet"), are no part of a run. */
function usedValues({ body, values }: PromptContent) {
  const names = new Set(findVariables(body))
  return values.filter(({ name, value }) => value !== '' && names.has(name))
}
