import { findTemplateProblems, locateVariables } from '@trialogue/prompt'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../../components/text-area.tsx'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { useMediaQuery } from '../../../lib/use-media-query.ts'
import { useKnownValues } from '../variables/use-variables.ts'
import { openMakeVariable, openRename } from '../variables/variable-dialog.ts'
import { activateField, selectionOf } from './active-field.ts'
import { HiddenCharactersNotice } from './hidden-characters-notice.tsx'
import { placeKey, type TemplatePlace } from './template-place.ts'
import { useMonacoField } from './use-monaco-field.ts'
import { useTemplate } from './use-template.ts'

type TemplateEditorProps = {
  readonly place: TemplatePlace
  readonly label: string
  readonly placeholder: string
  readonly minLines?: number
  readonly maxLines?: number
}

const lineHeightPx = 20
const paddingPx = 16
/** What is half written looks wrong: it is called so only when typing pauses. */
const problemAfterMs = 400

/**
 * A template's field: a plain text area at once, Monaco when it has come. Phones keep the text area. Who types already
 * keeps it too until leaving it: a field that goes away takes the cursor and what is being composed with it.
 */
export function TemplateEditor({ place, label, placeholder, ...size }: TemplateEditorProps) {
  const { minLines = 3, maxLines = 18 } = size
  const monaco = useMonacoField(useMediaQuery('(min-width: 40rem)'))
  const [isTyping, setIsTyping] = useState(false)
  const [value, write] = useTemplate(place)
  const values = useKnownValues()
  const { messages, actions } = useEditorWords()
  const key = placeKey(place)
  const minHeightPx = minLines * lineHeightPx + paddingPx
  const maxHeightPx = maxLines * lineHeightPx + paddingPx
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {monaco === null || isTyping ? (
        <TextArea
          onFocus={(event) => {
            setIsTyping(true)
            selectionOf(place)(event)
          }}
          onBlur={() => setIsTyping(false)}
          onSelect={selectionOf(place)}
          onKeyDown={renameByKey}
          aria-label={label}
          data-place={key}
          value={value}
          placeholder={placeholder}
          onChange={(event) => write(event.target.value)}
          className="font-mono text-code!"
          style={{ minHeight: minHeightPx + 2, maxHeight: maxHeightPx + 2 }}
        />
      ) : (
        <div className="overflow-hidden rounded-ui border border-control bg-surface focus-within:border-accent focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-1">
          <monaco.Field
            {...{ value, label, placeholder, values, messages, actions, minHeightPx, maxHeightPx }}
            monaco={monaco.monaco}
            place={key}
            onChange={write}
            onSelect={(from, to) => activateField(place, from, to)}
            onRename={openRename}
            onMakeVariable={openMakeVariable}
          />
        </div>
      )}
      <TemplateNotices value={value} onChange={write} />
    </div>
  )
}

/** What is wrong in a text, once typing pauses. */
function TemplateNotices(props: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { messages } = useEditorWords()
  const value = useDebounced(props.value, problemAfterMs)
  const [problem] = findTemplateProblems(value)
  return (
    <>
      {problem === undefined ? null : (
        <p className="break-words text-failure text-small">
          <span className="font-mono">{value.slice(problem.from, problem.to)}</span> {messages[problem.code]}
        </p>
      )}
      <HiddenCharactersNotice text={value} current={props.value} onChange={props.onChange} />
    </>
  )
}

function useEditorWords() {
  const { t } = useTranslation('compose')
  return useMemo(
    () => ({
      messages: {
        'unbalanced-braces': t('problem.unbalanced-braces', { name: '{{name}}' }),
        'invalid-name': t('problem.invalid-name'),
        unfilled: t('problem.unfilled'),
        hidden: t('hidden.hover'),
        newName: t('variables.newName'),
      },
      actions: {
        rename: t('variables.rename'),
        makeVariable: t('variables.make'),
        tabMode: t('editor.tabToggle'),
      },
    }),
    [t],
  )
}

/** F2 on a placeholder, as in Monaco. */
function renameByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'F2') return
  const { value, selectionStart: offset } = event.currentTarget
  const found = locateVariables(value).find(({ from, to }) => from <= offset && offset <= to)
  if (found === undefined) return
  event.preventDefault()
  openRename(found.name)
}
