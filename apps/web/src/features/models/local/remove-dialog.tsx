import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Model } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Switch } from '../../../components/switch.tsx'
import { modelsClient } from '../../../lib/models-client.ts'
import { modelWork, refreshModels } from '../queries.ts'

type RemoveDialogProps = { readonly model: Model; readonly onClose: () => void }

/** Asks before a model's files are deleted. */
export function RemoveDialog({ model, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  const queryClient = useQueryClient()
  const [cache, setCache] = useState(false)
  const remove = useMutation({
    mutationKey: modelWork,
    mutationFn: () => modelsClient.deleteModel({ params: { modelId: model.id }, query: { cache } }),
    onSuccess: async () => {
      onClose()
      await refreshModels(queryClient)
    },
  })
  return (
    <Dialog
      isOpen
      title={t('remove.title', { model: model.name })}
      description={t('remove.text')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {remove.isPending ? t('state.removing') : t('remove.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {model.repository === null ? null : (
          <div className="flex items-start gap-3">
            <Switch isOn={cache} onChange={setCache} label={t('remove.cache')} />
            <div className="min-w-0">
              <p>{t('remove.cache')}</p>
              <p className="text-muted text-small">{t('remove.cacheHint')}</p>
            </div>
          </div>
        )}
        {remove.isError ? (
          <ErrorNotice error={remove.error}>{t('failure.remove', { model: model.name })}</ErrorNotice>
        ) : null}
      </div>
    </Dialog>
  )
}
