import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/field.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { useContent, useWorkspace } from '../../../lib/workspace.ts'
import { HiddenCharactersNotice } from '../editor/hidden-characters-notice.tsx'

/** What a good model would answer to these values; optional. */
export function ExpectedAnswer() {
  const { t } = useTranslation('compose')
  const reference = useContent((content) => content.reference)
  const update = useWorkspace((state) => state.update)
  const write = (next: string) => update((content) => ({ ...content, reference: next }))
  return (
    <div className="flex flex-col gap-1 border-border border-t pt-3">
      <Field label={t('expected.label')} hint={t('expected.hint')}>
        {(ids) => (
          <TextArea
            {...ids}
            data-place="reference"
            value={reference}
            placeholder={t('expected.placeholder')}
            onChange={(event) => write(event.target.value)}
            className="min-h-8 resize-none! pointer-coarse:py-3"
          />
        )}
      </Field>
      <HiddenCharactersNotice text={reference} current={reference} onChange={write} />
    </div>
  )
}
