import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { modelsClient } from '../../../lib/models-client.ts'
import { refreshEndpoints } from './use-endpoints.ts'

type RemoveEndpointDialogProps = { readonly endpoint: Endpoint; readonly onClose: () => void }

/** Asks before a server and its key are forgotten. */
export function RemoveEndpointDialog({ endpoint: { name }, onClose }: RemoveEndpointDialogProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => modelsClient.deleteEndpoint({ params: { name } }),
    onSuccess: async () => {
      onClose()
      await refreshEndpoints(queryClient)
    },
  })
  return (
    <Dialog
      isOpen
      title={t('endpoint.remove.title', { name })}
      description={t('endpoint.remove.text')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('endpoint.remove.confirm')}
          </Button>
        </>
      }
    >
      {remove.isError ? <ErrorNotice error={remove.error}>{t('endpoint.remove.failed')}</ErrorNotice> : null}
    </Dialog>
  )
}
