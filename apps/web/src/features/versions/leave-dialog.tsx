import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { isEdited, useOpenPrompt } from '../../lib/workspace.ts'
import { useEditFrom } from './use-edit-from.ts'
import { useRestore } from './use-restore.ts'

/** Going on from another version than the one on screen: as a new version, or as a branch. */
export type Leaving = { readonly kind: 'restore' | 'edit-from'; readonly number: number }

type Props = Leaving & {
  /** `hasLeft`: it was done, not cancelled. */ readonly onClose: (hasLeft: boolean) => void
}

/** Confirms going on from another version, and says what happens to changes that are not saved as a version. */
export function LeaveDialog({ kind, number, onClose }: Props) {
  const { t } = useTranslation('versions')
  const hasChanges = isEdited(useOpenPrompt())
  const restore = useRestore()
  const editFrom = useEditFrom()
  const errorText = useErrorText()
  const leave = { restore, 'edit-from': editFrom }[kind]
  const label = t(hasChanges ? `leave.${kind}.saveFirst` : `leave.${kind}.button`)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose(false)
      }}
      title={t(`leave.${kind}.title`, { number })}
      description={
        hasChanges
          ? `${t('leave.unsaved')} ${t(`leave.${kind}.text`, { number })}`
          : t(`leave.${kind}.text`, { number })
      }
      footer={
        <>
          <Button onClick={() => onClose(false)}>{t('leave.cancel')}</Button>
          <Button
            look="primary"
            disabled={leave.isPending}
            onClick={() => leave.mutate(number, { onSuccess: () => onClose(true) })}
          >
            {leave.isPending ? t('leave.working') : label}
          </Button>
        </>
      }
    >
      {leave.error === null ? null : <Notice tone="failure">{errorText(leave.error)}</Notice>}
    </Dialog>
  )
}
