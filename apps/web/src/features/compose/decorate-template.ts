import { findTemplateProblems, locateVariables } from '@trialogue/prompt'
import type { editor } from 'monaco-editor/editor'
import type { MonacoApi } from '../../lib/monaco.ts'

/** Words for what can be wrong in a template, in the reader's language. */
export type TemplateMessages = Readonly<Record<'unbalanced-braces' | 'invalid-name' | 'unfilled', string>>

/**
 * Colours the `{{variables}}` of an editor, their values on hover, and underlines what is wrong. Decorations, not
 * Monaco's markers: those add buttons of their own, in English, to the hover.
 */
export function decorateTemplate(
  monaco: MonacoApi,
  decorations: editor.IEditorDecorationsCollection,
  model: editor.ITextModel,
  input: { readonly values: ReadonlyMap<string, string>; readonly messages: TemplateMessages },
): void {
  const text = model.getValue()
  const rangeOf = ({ from, to }: { from: number; to: number }) =>
    monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to))
  const variables = locateVariables(text).map((variable) => {
    const value = input.values.get(variable.name) ?? ''
    return {
      range: rangeOf(variable),
      options: {
        inlineClassName: value === '' ? 'template-variable-unfilled' : 'template-variable',
        hoverMessage: asPlainText(value === '' ? input.messages.unfilled : value),
      },
    }
  })
  const problems = findTemplateProblems(text).map((problem) => ({
    range: rangeOf(problem),
    options: { className: 'squiggly-error', hoverMessage: asPlainText(input.messages[problem.code]) },
  }))
  decorations.set([...variables, ...problems])
}

/** A hover is Markdown: whatever means something there is escaped. */
function asPlainText(text: string): { value: string } {
  return { value: text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&') }
}
