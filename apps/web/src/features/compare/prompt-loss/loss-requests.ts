import { defaultParameters, type PromptContent, type PromptLossRequest } from '@trialogue/contract'
import { buildPreviewRequests } from '../build-run-request.ts'

/**
 * What is asked to measure how likely each column finds the expected answer; nothing where there is none. Parameters
 * decide what is picked, not how likely it is: they are left out, so that changing them measures nothing again.
 */
export function buildLossRequests(content: PromptContent): PromptLossRequest[] {
  if (content.reference.trim() === '') return []
  return buildPreviewRequests(content).map(({ body, variants, item }) => ({
    body,
    variants: variants.map((variant) => ({ ...variant, parameters: defaultParameters })),
    items: [item],
  }))
}

/** The prompt as it was saved, with the present columns, values and expected answer: what the change is measured by. */
export function asSaved(content: PromptContent, saved: PromptContent): PromptContent {
  const { values, reference } = content
  const columns = content.columns.map((column) => {
    const before = saved.columns.find(({ id }) => id === column.id)
    return { ...column, body: before?.body ?? null }
  })
  return { ...saved, values, reference, columns }
}
