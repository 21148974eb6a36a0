import { findTemplateProblems } from '@trialogue/prompt'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../components/text-area.tsx'
import { useMediaQuery } from '../../lib/use-media-query.ts'
import { useMonaco } from '../../lib/use-monaco.ts'
import { MonacoField } from './monaco-field.tsx'
import { useValues } from './use-variables.ts'

type TemplateEditorProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly placeholder: string
  readonly minLines?: number
  readonly maxLines?: number
}

const lineHeightPx = 20
const paddingPx = 16

/**
 * A template's field: a plain text area at once, Monaco when it has come. Phones keep the text area. Who types already
 * keeps it too until leaving it: a field that goes away takes the cursor and what is being composed with it.
 */
export function TemplateEditor({ value, onChange, label, placeholder, ...size }: TemplateEditorProps) {
  const { minLines = 3, maxLines = 18 } = size
  const { t } = useTranslation('compose')
  const monaco = useMonaco(useMediaQuery('(min-width: 40rem)'))
  const [isTyping, setIsTyping] = useState(false)
  const values = useValues()
  const messages = useMemo(
    () => ({
      'unbalanced-braces': t('problem.unbalanced-braces', { name: '{{name}}' }),
      'invalid-name': t('problem.invalid-name'),
      unfilled: t('problem.unfilled'),
    }),
    [t],
  )
  const [problem] = findTemplateProblems(value)
  const minHeightPx = minLines * lineHeightPx + paddingPx
  const maxHeightPx = maxLines * lineHeightPx + paddingPx
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {monaco === null || isTyping ? (
        <TextArea
          onFocus={() => setIsTyping(true)}
          onBlur={() => setIsTyping(false)}
          aria-label={label}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          className="font-mono text-code!"
          style={{ minHeight: minHeightPx + 2, maxHeight: maxHeightPx + 2 }}
        />
      ) : (
        <div className="overflow-hidden rounded-ui border border-control bg-surface focus-within:border-accent focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-1">
          <MonacoField
            {...{ monaco, value, onChange, label, placeholder, values, messages, minHeightPx, maxHeightPx }}
          />
        </div>
      )}
      {problem === undefined ? null : (
        <p className="break-words text-failure text-small">
          <span className="font-mono">{value.slice(problem.from, problem.to)}</span> {messages[problem.code]}
        </p>
      )}
    </div>
  )
}
