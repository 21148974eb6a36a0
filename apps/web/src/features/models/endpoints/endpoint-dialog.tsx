import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '@trialogue/contract'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { modelsClient } from '../../../lib/models-client.ts'
import { EndpointFields } from './endpoint-fields.tsx'
import { checkForm, type EndpointForm, openForm, toSettings } from './endpoint-form.ts'
import { refreshEndpoints } from './use-endpoints.ts'

type EndpointDialogProps = {
  /** Null connects a new one. */
  readonly endpoint: Endpoint | null
  readonly onClose: () => void
  /** It is connected: its models are asked for. */
  readonly onConnected: (name: string) => void
}

/** Connects a server, or changes how it is reached. */
export function EndpointDialog({ endpoint, onClose, onConnected }: EndpointDialogProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  const formId = useId()
  const queryClient = useQueryClient()
  const [form, setForm] = useState(() => openForm(endpoint))
  // What is wrong is said once somebody has tried, not while they are still writing.
  const [isTried, setIsTried] = useState(false)
  const wrong = checkForm(form)
  const save = useMutation({
    mutationFn: () => send(endpoint, form),
    onSuccess: async ({ name }) => {
      await refreshEndpoints(queryClient)
      onClose()
      if (endpoint === null) onConnected(name)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!wrong.isNameWrong && wrong.wrongUrls.length === 0 && !save.isPending) save.mutate()
  }
  const action = t(endpoint === null ? 'endpoint.form.connect' : 'endpoint.form.save')
  return (
    <Dialog
      isOpen
      title={
        endpoint === null ? t('endpoint.form.title') : t('endpoint.form.editTitle', { name: endpoint.name })
      }
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} aria-disabled={save.isPending}>
            {save.isPending ? t('endpoint.form.connecting') : action}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <EndpointFields
          form={form}
          endpoint={endpoint}
          wrong={isTried ? wrong : { isNameWrong: false, wrongUrls: [] }}
          onChange={(part) => setForm({ ...form, ...part })}
        />
        {save.isError ? (
          <div role="alert">
            <ErrorNotice error={save.error}>{t('endpoint.form.failed')}</ErrorNotice>
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}

function send(endpoint: Endpoint | null, form: EndpointForm): Promise<Endpoint> {
  const settings = toSettings(form)
  if (endpoint === null) {
    return modelsClient.createEndpoint({ body: { ...settings, key: form.key === '' ? null : form.key } })
  }
  const { name, ...rest } = settings
  const key = form.isKeyForgotten ? { key: null } : form.key === '' ? {} : { key: form.key }
  return modelsClient.updateEndpoint({ params: { name: endpoint.name }, body: { ...rest, ...key } })
}
