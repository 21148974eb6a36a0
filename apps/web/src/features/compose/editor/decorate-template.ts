import { findHiddenCharacters, findTemplateProblems, locateVariables } from '@trialogue/prompt'
import type { editor } from 'monaco-editor/editor'
import type { MonacoApi } from '../../../lib/monaco.ts'

/** Words for what can be wrong in a template, in the reader's language. */
export type TemplateMessages = Readonly<
  Record<'unbalanced-braces' | 'invalid-name' | 'unfilled' | 'hidden', string>
>

type Input = { readonly values: ReadonlyMap<string, string>; readonly messages: TemplateMessages }

/**
 * Colours the `{{variables}}` of an editor, their values on hover, underlines what is wrong, and shows hidden characters
 * by their code. Decorations, not Monaco's markers: those add buttons of their own, in English, to the hover.
 */
export function decorateTemplate(
  monaco: MonacoApi,
  decorations: editor.IEditorDecorationsCollection,
  model: editor.ITextModel,
  { values, messages }: Input,
): void {
  const text = model.getValue()
  const rangeOf = ({ from, to }: { from: number; to: number }) =>
    monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to))
  const variables = locateVariables(text).map((variable) => {
    const value = values.get(variable.name) ?? ''
    return {
      range: rangeOf(variable),
      options: {
        inlineClassName: value === '' ? 'template-variable-unfilled' : 'template-variable',
        hoverMessage: asPlainText(value === '' ? messages.unfilled : value),
      },
    }
  })
  const problems = findTemplateProblems(text).map((problem) => ({
    range: rangeOf(problem),
    options: { className: 'squiggly-error', hoverMessage: asPlainText(messages[problem.code]) },
  }))
  const hidden = findHiddenCharacters(text).map((character) => ({
    range: rangeOf(character),
    options: {
      className: 'template-hidden',
      hoverMessage: asPlainText(`${character.codePoint} · ${messages.hidden}`),
      // Controls and bidi marks are written out by Monaco itself.
      ...(isWrittenOut(character.kind)
        ? {}
        : { before: { content: character.codePoint, inlineClassName: 'template-hidden-code' } }),
    },
  }))
  decorations.set([...variables, ...problems, ...hidden])
}

function isWrittenOut(kind: string): boolean {
  return kind === 'control' || kind.startsWith('bidi')
}

/** A hover is Markdown: whatever means something there is escaped. */
function asPlainText(text: string): { value: string } {
  return { value: text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&') }
}
