import { type Column, defaultParameters, type PromptContent } from '@trialogue/contract'
import { newLocalId } from '../../lib/local-id.ts'
import type { Family } from './list-families.ts'

/**
 * One column for each kind of a family, all reading the one prompt. A column that has one of its models already stays, with
 * its parameters and runs; new ones take the first column's parameters.
 */
export function setFamily({ members }: Family): (content: PromptContent) => PromptContent {
  return (content) => {
    const parameters = content.columns[0]?.parameters ?? defaultParameters
    const columns = members.map(({ id: modelId }): Column => {
      const known = content.columns.find((column) => column.modelId === modelId)
      return known === undefined
        ? { id: newLocalId(), modelId, parameters, body: null }
        : { ...known, body: null }
    })
    return { ...content, columns }
  }
}
