import { completionFrameSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { useContent } from '../../lib/workspace.ts'
import { EditorHeading } from './editor/editor-heading.tsx'
import { TemplateEditor } from './editor/template-editor.tsx'
import { useBody } from './use-body.ts'

/** A free text, and how a base model gets to read it. */
export function TextPart() {
  const { t } = useTranslation('compose')
  const frame = useContent((content) => content.body.completionFrame)
  const changeBody = useBody()
  return (
    <div className="flex flex-col gap-3">
      <div className="group/editor flex flex-col gap-1">
        <EditorHeading title={t('editor.label')} />
        <TemplateEditor
          place={{ part: 'text' }}
          label={t('editor.label')}
          placeholder={t('editor.placeholder', { topic: '{{topic}}' })}
          minLines={6}
        />
      </div>
      <Field label={t('frame.label')} hint={t(`frame.hint.${frame}`)}>
        {(ids) => (
          <Select
            {...ids}
            value={frame}
            options={completionFrameSchema.options.map((value) => ({ value, label: t(`frame.${value}`) }))}
            onChange={(completionFrame) => changeBody({ completionFrame })}
          />
        )}
      </Field>
    </div>
  )
}
