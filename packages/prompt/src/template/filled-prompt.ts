import type { ChatTurn, CompletionFrame, DataPart, PromptBody, VariableValue } from '@trialogue/contract'
import { fillTemplate, requireValues } from './fill-template.ts'
import { locateVariables } from './inspect-template.ts'

export interface FilledExample {
  readonly inputs: readonly string[]
  readonly reasoning: string
  readonly output: string
}

export interface FilledData {
  readonly preamble: string
  readonly inputHeaders: readonly string[]
  readonly outputHeader: string
  /** The enabled ones only. */
  readonly examples: readonly FilledExample[]
  readonly query: readonly string[]
}

export interface FilledTurn {
  readonly role: ChatTurn['role']
  readonly text: string
}

/** The active part of a prompt as plain text: what a rendering starts from. */
export type FilledPrompt = { readonly system: string } & (
  | { readonly type: 'text'; readonly completionFrame: CompletionFrame; readonly text: string }
  | ({ readonly type: 'data' } & FilledData)
  | { readonly type: 'chat'; readonly turns: readonly FilledTurn[] }
)

/**
 * Puts the values into every template of the active type and the system text. Throws as `fillTemplate` does, but
 * names all missing variables of the whole prompt at once.
 */
export function fillPrompt(body: PromptBody, values: readonly VariableValue[]): FilledPrompt {
  requireValues(findVariables(body), values)
  return readPrompt(body, (template) => fillTemplate(template, values))
}

/** The variables that a run of this prompt needs: of the system text and the active type, by first appearance. */
export function findVariables(body: PromptBody): string[] {
  const names = new Set<string>()
  readPrompt(body, (template) => {
    for (const { name } of locateVariables(template)) names.add(name)
    return template
  })
  return [...names]
}

/** The one walk over the templates that count, in the order they are read in. */
function readPrompt(body: PromptBody, read: (template: string) => string): FilledPrompt {
  const system = read(body.system)
  switch (body.type) {
    case 'text':
      return { system, type: 'text', completionFrame: body.completionFrame, text: read(body.text.template) }
    case 'data':
      return { system, type: 'data', ...readData(body.data, read) }
    case 'chat':
      return {
        system,
        type: 'chat',
        turns: body.chat.turns.map(({ role, template }) => ({ role, text: read(template) })),
      }
    default:
      return body.type satisfies never
  }
}

function readData(data: DataPart, read: (template: string) => string): FilledData {
  // A row may lag behind the headers while a column is being added or removed: a missing cell is an empty one.
  const readCells = (cells: readonly string[]) =>
    data.inputHeaders.map((_, index) => read(cells[index] ?? ''))
  return {
    preamble: read(data.preamble),
    inputHeaders: data.inputHeaders,
    outputHeader: data.outputHeader,
    examples: data.examples
      .filter(({ isEnabled }) => isEnabled)
      .map(({ inputs, reasoning, output }) => ({
        inputs: readCells(inputs),
        reasoning: read(reasoning),
        output: read(output),
      })),
    query: readCells(data.query),
  }
}
