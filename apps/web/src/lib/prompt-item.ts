import type { Item, PromptBody, PromptContent } from '@trialogue/contract'
import { findVariables } from '@trialogue/prompt'

/**
 * The open prompt's values as the one case that is run: those of variables that the prompt still has. An empty value is
 * left out, since it means "no value yet".
 */
export function toItem({ values, reference }: PromptContent, body: PromptBody): Item {
  const names = new Set(findVariables(body))
  return {
    values: values.filter(({ name, value }) => value !== '' && names.has(name)),
    reference: reference === '' ? null : reference,
  }
}
