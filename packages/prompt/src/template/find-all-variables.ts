import type { PromptBody } from '@trialogue/contract'
import { findVariables } from './filled-prompt.ts'
import { locateVariables } from './inspect-template.ts'
import { mapTemplates } from './map-templates.ts'

/** The variables of every part of a prompt, those a run needs first; rows that are off and branches count too. */
export function findAllVariables(body: PromptBody): string[] {
  const names = new Set(findVariables(body))
  mapTemplates(body, (template) => {
    for (const { name } of locateVariables(template)) names.add(name)
    return template
  })
  return [...names]
}
