import { useQuery } from '@tanstack/react-query'
import type { Model } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { MarkdownText } from '../../../components/markdown-text.tsx'
import { cardQuery } from '../queries.ts'

type CardDialogProps = { readonly model: Model; readonly onClose: () => void }

/** What whoever made a model says about it: a stranger's text, drawn without its HTML and its pictures. */
export function CardDialog({ model, onClose }: CardDialogProps) {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useQuery(cardQuery(model.id))
  return (
    <Dialog
      isOpen
      isText
      size="large"
      title={t('card.title', { model: model.name })}
      description={t('card.description')}
      onOpenChange={onClose}
    >
      {data === undefined ? (
        error === null ? (
          <p className="text-muted">{t('card.loading')}</p>
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()}>
            {t('failure.card')}
          </ErrorNotice>
        )
      ) : data.markdown === null ? (
        <p className="text-muted">{t('card.none')}</p>
      ) : (
        <>
          <MarkdownText text={data.markdown} />
          {data.isCut ? <p className="mt-4 text-muted">{t('card.cut')}</p> : null}
        </>
      )}
    </Dialog>
  )
}
