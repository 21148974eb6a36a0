import { findTemplateProblems, locateVariables } from '@trialogue/prompt'
import type { editor } from 'monaco-editor/editor'
import type { MonacoApi } from '../../lib/monaco.ts'

/** Words for what can be wrong in a template, in the reader's language. */
export type TemplateMessages = Readonly<Record<'unbalanced-braces' | 'invalid-name' | 'unfilled', string>>

const owner = 'template'

/** Colours the `{{variables}}` of an editor and marks what is wrong: errors red, variables without a value yellow. */
export function decorateTemplate(
  monaco: MonacoApi,
  decorations: editor.IEditorDecorationsCollection,
  model: editor.ITextModel,
  input: { readonly unfilled: ReadonlySet<string>; readonly messages: TemplateMessages },
): void {
  const text = model.getValue()
  const rangeOf = ({ from, to }: { from: number; to: number }) => {
    const start = model.getPositionAt(from)
    const end = model.getPositionAt(to)
    return new monaco.Range(start.lineNumber, start.column, end.lineNumber, end.column)
  }
  const variables = locateVariables(text)
  decorations.set(
    variables.map((variable) => ({
      range: rangeOf(variable),
      options: {
        inlineClassName: input.unfilled.has(variable.name)
          ? 'template-variable-unfilled'
          : 'template-variable',
      },
    })),
  )
  const problems = findTemplateProblems(text).map((problem) => ({
    ...rangeOf(problem),
    severity: monaco.MarkerSeverity.Error,
    message: input.messages[problem.code],
  }))
  const unfilled = variables
    .filter((variable) => input.unfilled.has(variable.name))
    .map((variable) => ({
      ...rangeOf(variable),
      severity: monaco.MarkerSeverity.Warning,
      message: input.messages.unfilled,
    }))
  monaco.editor.setModelMarkers(model, owner, [...problems, ...unfilled])
}
