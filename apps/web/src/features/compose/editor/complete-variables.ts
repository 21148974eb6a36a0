import { isVariableName } from '@trialogue/prompt'
import type { editor, languages, Position } from 'monaco-editor/editor'
import type { MonacoApi } from '../../../lib/monaco.ts'

/** The variables there are, with their values, and the words that stand beside those that have none. */
export type KnownVariables = {
  readonly values: ReadonlyMap<string, string>
  readonly unfilled: string
  readonly newName: string
}

const readers = new WeakMap<editor.ITextModel, () => KnownVariables>()
const prepared = new WeakSet<MonacoApi>()
const longestDetail = 60

/** Offers the variables of a template editor after `{{`. Monaco's providers serve all editors, so there is one. */
export function offerVariables(
  monaco: MonacoApi,
  model: editor.ITextModel,
  read: () => KnownVariables,
): void {
  readers.set(model, read)
  if (prepared.has(monaco)) return
  prepared.add(monaco)
  monaco.languages.registerCompletionItemProvider('plaintext', {
    triggerCharacters: ['{'],
    provideCompletionItems: (asked, position) => {
      const known = readers.get(asked)?.()
      const begun = known === undefined ? null : findBegun(asked, position)
      if (known === undefined || begun === null) return { suggestions: [] }
      // Asked again with each letter: what may be a new name changes with it.
      return { incomplete: true, suggestions: listSuggestions(monaco, known, begun, position) }
    },
  })
}

/** A placeholder that was begun before the cursor: its name so far, and the columns of what takes its place. */
type Begun = { readonly name: string; readonly from: number; readonly to: number }

function findBegun(model: editor.ITextModel, { lineNumber, column }: Position): Begun | null {
  const line = model.getLineContent(lineNumber)
  const [, before, name] = /^(.*)\{\{[ \t]*([\w.-]*)$/.exec(line.slice(0, column - 1)) ?? []
  if (before === undefined || name === undefined || before.endsWith('\\')) return null
  const [rest = ''] = /^[\w.-]*(?:[ \t]*\}\})?/.exec(line.slice(column - 1)) ?? []
  return { name, from: column - name.length, to: column + rest.length }
}

function listSuggestions(
  monaco: MonacoApi,
  known: KnownVariables,
  begun: Begun,
  { lineNumber }: Position,
): languages.CompletionItem[] {
  const range = new monaco.Range(lineNumber, begun.from, lineNumber, begun.to)
  const suggest = (name: string, description: string, order: number) => ({
    label: { label: name, description },
    kind: monaco.languages.CompletionItemKind.Variable,
    filterText: name,
    sortText: `${order}`.padStart(4, '0'),
    insertText: `${name}}}`,
    range,
  })
  const suggestions = [...known.values].map(([name, value], index) =>
    suggest(name, value === '' ? known.unfilled : shorten(value), index),
  )
  const isNew = isVariableName(begun.name) && !known.values.has(begun.name)
  if (!isNew) return suggestions
  // Not the name alone: what matches to the letter would come before the variables that there are.
  const created = suggest(begun.name, known.newName, suggestions.length)
  return [...suggestions, { ...created, filterText: `${begun.name} ${known.newName}` }]
}

function shorten(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ')
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}
