import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { isEdited, useOpenPrompt } from '../../lib/workspace.ts'
import { useRestore } from './use-restore.ts'

type Props = { readonly number: number; readonly onClose: () => void }

/** Confirms a restore, and says what happens to changes that are not saved as a version. */
export function RestoreDialog({ number, onClose }: Props) {
  const { t } = useTranslation('versions')
  const hasChanges = isEdited(useOpenPrompt())
  const restore = useRestore()
  const errorText = useErrorText()
  const label = hasChanges ? t('restore.saveAndRestore') : t('restore.button')
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={t('restore.title', { number })}
      description={hasChanges ? t('restore.unsaved') : t('restore.clean', { number })}
      footer={
        <>
          <Button onClick={onClose}>{t('restore.cancel')}</Button>
          <Button
            look="primary"
            disabled={restore.isPending}
            onClick={() => restore.mutate(number, { onSuccess: onClose })}
          >
            {restore.isPending ? t('restore.working') : label}
          </Button>
        </>
      }
    >
      {restore.error === null ? null : <Notice tone="failure">{errorText(restore.error)}</Notice>}
    </Dialog>
  )
}
