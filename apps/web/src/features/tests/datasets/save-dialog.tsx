import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { TextField } from '../../../components/text-field.tsx'

type SaveDialogProps = {
  readonly nextVersion: number
  readonly isSaving: boolean
  readonly error: Error | null
  readonly onSave: (message: string) => void
  readonly onClose: () => void
}

/** Asks what was changed, and saves the next version of a data set. */
export function SaveDialog({ nextVersion, isSaving, error, onSave, onClose }: SaveDialogProps) {
  const { t } = useTranslation('tests')
  const words = useTranslation('words')
  const formId = useId()
  const [message, setMessage] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isSaving) onSave(message)
  }
  return (
    <Dialog
      isOpen
      title={t('dataset.saveTitle', { number: nextVersion })}
      description={t('dataset.saveHint')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} aria-disabled={isSaving}>
            {t('dataset.save')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('dataset.message')}>
          {(ids) => (
            <TextField
              {...ids}
              maxLength={2_000}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
        {error === null ? null : <ErrorNotice error={error}>{t('dataset.saveFailed')}</ErrorNotice>}
      </form>
    </Dialog>
  )
}
