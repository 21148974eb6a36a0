import './texts.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useSaveVersion, versionsQuery } from '../../lib/queries/versions.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { isEdited, useOpenPrompt, useWorkspace } from '../../lib/workspace.ts'

type Props = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void }

/** Asks what changed and saves the open prompt as its next version. */
export function SaveVersionDialog({ isOpen, onOpenChange }: Props) {
  const { t } = useTranslation('versions')
  const open = useOpenPrompt()
  const hasChanges = isEdited(open)
  const newest = useInfiniteQuery(versionsQuery(open.promptId)).data?.pages[0]?.items[0]?.number ?? 0
  const description = hasChanges
    ? t('save.next', { number: newest + 1 })
    : t('save.unchanged', { number: open.baseVersion ?? 0 })
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('save.title')} description={description}>
      <SaveForm hasChanges={hasChanges} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

/** Inside the dialog, so that each opening starts with an empty message. */
function SaveForm({ hasChanges, onDone }: { readonly hasChanges: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation('versions')
  const { promptId, baseVersion, content } = useOpenPrompt()
  const continueFrom = useWorkspace((state) => state.continueFrom)
  const save = useSaveVersion(promptId)
  const errorText = useErrorText()
  const [message, setMessage] = useState('')
  const formId = useId()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!hasChanges || save.isPending) return
    save.mutate(
      { message, parentNumber: baseVersion, content },
      {
        onSuccess: ({ version, draft }) => {
          continueFrom(draft, version.content)
          onDone()
        },
      },
    )
  }

  return (
    <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('save.message')}>
        {(ids) => (
          <TextField
            {...ids}
            value={message}
            maxLength={2000}
            placeholder={t('save.messagePlaceholder')}
            onChange={(event) => setMessage(event.target.value)}
          />
        )}
      </Field>
      {save.error === null ? null : <Notice tone="failure">{errorText(save.error)}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('save.cancel')}</Button>
        <Button look="primary" type="submit" disabled={!hasChanges || save.isPending}>
          {save.isPending ? t('save.saving') : t('save.button')}
        </Button>
      </div>
    </form>
  )
}
